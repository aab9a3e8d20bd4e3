namespace Growr.Actors.Identity.Credentials;

/// <summary>Where a credential's status stands: a list and an index in it.</summary>
public sealed record StatusReference(string Uri, long Index);
