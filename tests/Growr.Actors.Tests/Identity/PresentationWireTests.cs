using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Tests.Identity.Eligibility;

namespace Growr.Actors.Tests.Identity;

public sealed class PresentationWireTests
{
    private static readonly WireTypes Types = WireTypes.Of(PresentationWire.Types);

    [Fact]
    public void A_result_is_read_back_with_its_signature_good()
    {
        var signer = new Ed25519Signer(Vectors.Person("statusIssuer"), Vectors.Verifier + "#key-1");
        var dids = new KnownDids(new DidDocument(Vectors.Verifier, [new VerificationMethod(signer.KeyId, signer.Key, null, true)]));
        var result = SignedResult.Sign(new Scene { Environment = new Scene().Environment with { StatusLists = new Scene.NoLists() } }.Check(), signer);
        var meta = new EventMeta(new TenantId("coop"), new CommandId("c1"), "digest", ActorId.System, Samples.Now);
        var @event = new PresentationEvents.PresentationVerified(meta, "hash", result, "result hash");
        var type = Types.Of(@event.GetType());
        var read = Assert.IsType<PresentationEvents.PresentationVerified>(type.Read(type.Write(@event)));
        Assert.True(SignedResult.IsSigned(read.Result, dids));
        Assert.Equal(type.Write(@event), type.Write(read));
    }
}
