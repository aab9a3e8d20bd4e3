using System.Diagnostics;
using Growr.Actors.Common;
using static Growr.Actors.Common.Decision;

namespace Growr.Actors.Payments;

/// <summary>
/// One external proof of payment: a bank reference, a transaction. Payments and funding rows claim it before they count, so it
/// is used once per rail in the whole tenant (I4). Only who holds it is kept.
/// </summary>
public sealed record Proof(EntityId Id, string? Holder) : IAggregate<Proof, IProofCommand, IProofEvent>
{
    public static Proof Empty(EntityId id) => new(id, null);

    public Decision<IProofEvent> Decide(IProofCommand command, EventMeta meta) => command switch
    {
        ProofCommands.ClaimProof claim when Holder is null => Accept<IProofEvent>(new ProofEvents.ProofClaimed(meta, claim.Holder)),
        ProofCommands.ClaimProof claim when Holder == claim.Holder => AlreadyDone<IProofEvent>(),
        ProofCommands.ClaimProof => Refuse(Codes.Duplicate, "This proof of payment was used before."),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public Proof Apply(IProofEvent @event) => @event switch
    {
        ProofEvents.ProofClaimed claimed => this with { Holder = claimed.Holder },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}
