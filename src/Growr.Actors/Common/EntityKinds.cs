namespace Growr.Actors.Common;

/// <summary>The kinds of entity a node runs: the middle part of every entity id, and the name of the shard region.</summary>
public static class EntityKinds
{
    public const string Projects = "projects";
    public const string Loans = "loans";
    public const string Funding = "funding";
    public const string Payments = "payments";
    public const string Proofs = "proofs";
    public const string Days = "days";
    public const string Sessions = "sessions";
}
