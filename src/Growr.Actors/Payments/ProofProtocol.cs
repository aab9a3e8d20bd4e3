using System.Security.Cryptography;
using System.Text;
using Growr.Actors.Common;

namespace Growr.Actors.Payments;

public interface IProofCommand : IEntityCommand;

/// <summary>Entity: <c>tenant/proofs/rail:hash</c>, one external proof of payment. Whoever claims it first keeps it.</summary>
public static class ProofCommands
{
    /// <summary>DUPLICATE when somebody else holds it; granted again to its holder.</summary>
    /// <param name="EntityId">From <see cref="ProofIds.Of"/>.</param>
    /// <param name="CommandId">Same for a retry.</param>
    /// <param name="By">Who acts.</param>
    /// <param name="Holder">The payment or funding row it proves.</param>
    public sealed record ClaimProof(EntityId EntityId, CommandId CommandId, ActorId By, string Holder) : IProofCommand;
}

public interface IProofEvent : IDomainEvent;

public static class ProofEvents
{
    public sealed record ProofClaimed(EventMeta Meta, string Holder) : IProofEvent;
}

/// <summary>Addresses of proofs.</summary>
public static class ProofIds
{
    /// <summary>The entity of a proof: rail and proof decide, whatever its length.</summary>
    public static EntityId Of(TenantId tenant, string rail, string proof)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(proof.Trim()));
        return EntityId.Of(tenant, EntityKinds.Proofs, $"{rail}:{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))}");
    }

    private const int HashBytes = 20;
}
