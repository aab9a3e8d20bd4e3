using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Payments;

[JsonSerializable(typeof(ProofCommands.ClaimProof))]
[JsonSerializable(typeof(ProofEvents.ProofClaimed))]
internal sealed partial class ProofJson : JsonSerializerContext;

/// <summary>What proofs say, by their names on the wire and in the journal.</summary>
public static class ProofWire
{
    private static readonly ProofJson Json = new(WireTypes.JsonOptions());

    public static IEnumerable<WireType> Types =>
    [
        new("proofs.claim", Json.ClaimProof),
        new("proofs.claimed", Json.ProofClaimed),
    ];
}
