using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity;

/// <summary>What a borrower hands in for a request. Holds personal data, so it is an argument and never a message.</summary>
public sealed record SubmitPresentation
{
    /// <summary>The request.</summary>
    public required EntityId EntityId { get; init; }

    /// <summary>Same for a retry, with the same presentations.</summary>
    public required CommandId CommandId { get; init; }

    public required ActorId By { get; init; }

    /// <summary>Made at the edge.</summary>
    public required string ResultId { get; init; }

    public required ImmutableArray<Presentation> Presentations { get; init; }

    /// <summary>The borrower's pairwise DID in the project.</summary>
    public required string SubjectDid { get; init; }

    /// <summary>The borrower's holder key where the node knows it.</summary>
    public VerificationKey? Holder { get; init; }

    public required LoanFacts Loan { get; init; }

    /// <summary>The organization's business date.</summary>
    public required DateOnly Today { get; init; }

    public override string ToString() => $"{Presentations.Length} presentations for {EntityId}";
}
