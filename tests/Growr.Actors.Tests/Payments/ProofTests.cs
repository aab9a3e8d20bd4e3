using Growr.Actors.Common;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Payments;

public sealed class ProofTests
{
    private static readonly EntityId Id = ProofIds.Of(new TenantId("coop"), "Bank", "REF 1");

    [Fact]
    public void A_proof_belongs_to_whoever_claims_it_first()
    {
        var claimed = Proof.Empty(Id).After(Claim("a"));
        Decisions.IsAlreadyDone(claimed.Decide(Claim("a"), Decisions.Meta(Claim("a"))));
        Assert.Equal(Codes.Duplicate, Decisions.RefusalOf(claimed.Decide(Claim("b"), Decisions.Meta(Claim("b")))).Code);
    }

    [Fact]
    public void The_same_text_is_another_proof_on_another_rail_or_in_another_tenant()
    {
        Assert.Equal(Id, ProofIds.Of(new TenantId("coop"), "Bank", " REF 1 "));
        Assert.NotEqual(Id, ProofIds.Of(new TenantId("coop"), "Lightning", "REF 1"));
        Assert.NotEqual(Id, ProofIds.Of(new TenantId("other"), "Bank", "REF 1"));
    }

    private static ProofCommands.ClaimProof Claim(string holder) => new(Id, new CommandId($"c-{holder}"), ActorId.System, holder);
}
