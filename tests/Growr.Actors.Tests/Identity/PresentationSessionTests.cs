using System.Collections.Immutable;
using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Tests.Identity.Eligibility;
using static Growr.Actors.Identity.PresentationCommands;

namespace Growr.Actors.Tests.Identity;

public sealed class PresentationSessionTests
{
    private static readonly EntityId Id = PresentationGateway.IdOf(new TenantId("coop"), "request-1");
    private static readonly OpenPresentation Opening = new(Id, new CommandId("c1"), ActorId.System, "AAAAAAAAAAAAAAAAAAAAAA", Scene.Project,
        Scene.CriteriaJson, Vectors.Verifier);

    [Fact]
    public void A_request_is_open_for_ten_minutes()
    {
        var opened = Assert.IsType<PresentationEvents.PresentationOpened>(Assert.Single(Granted(PresentationSession.Empty(Id), Opening)));
        Assert.Equal((Samples.Now.AddMinutes(10), 3), (opened.ExpiresAt, opened.CriteriaVersion));
        Assert.Equal(Codes.IllegalState, Refused(Opened(), Opening with { CommandId = new CommandId("c2") }).Code);
    }

    [Theory]
    [InlineData("short", Scene.CriteriaJson, "nonce")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", "{}", "credentials: at least one")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", """{"version":1,"credentials":[{"id":"a","vct":["urn:other"]}],"rule":{"==":[1,1]}}""", "a: type \"urn:other\" is not known")]
    public void A_request_that_cannot_be_answered_is_not_opened(string nonce, string criteria, string reason)
    {
        var refusal = Refused(PresentationSession.Empty(Id), Opening with { Nonce = nonce, Criteria = criteria });
        Assert.Equal(Codes.Validation, refusal.Code);
        Assert.Contains(refusal.Reasons, one => one == reason || one == "rule: missing");
    }

    [Fact]
    public void A_request_is_used_once()
    {
        var session = Opened();
        var used = session.Apply(Assert.Single(Granted(session, Concluding())));
        Assert.Equal((Codes.VcInvalid, "RequestUsed"), CodeOf(Refused(used, Concluding() with { CommandId = new CommandId("c3") })));
        Assert.Equal(64, Assert.IsType<PresentationEvents.PresentationVerified>(Assert.Single(Granted(session, Concluding()))).ResultHash.Length);
    }

    [Fact]
    public void A_request_is_refused_when_it_is_over_or_was_never_opened()
    {
        Assert.Equal((Codes.VcInvalid, "RequestExpired"), CodeOf(Refused(Opened(), Concluding(), Samples.Now.AddMinutes(10))));
        Assert.Equal((Codes.VcInvalid, "RequestUnknown"), CodeOf(Refused(PresentationSession.Empty(Id), Concluding())));
    }

    [Fact]
    public void A_result_of_another_project_version_or_verifier_or_without_signature_is_refused()
    {
        var result = Concluding().Result;
        VerificationResult[] others =
        [
            result with { Project = new ProjectKey("project-2") }, result with { CriteriaVersion = 4 },
            result with { VerifierDid = "did:web:other.example.org" }, result with { Signature = "" },
        ];
        Assert.All(others, other => Assert.Equal((Codes.VcInvalid, "OtherRequest"), CodeOf(Refused(Opened(), Concluding() with { Result = other }))));
    }

    [Fact]
    public void A_nonce_has_128_bits_and_is_never_the_same()
    {
        var nonces = Enumerable.Range(0, 100).Select(_ => PresentationNonce.New()).ToArray();
        Assert.Distinct(nonces);
        Assert.All(nonces, nonce => Assert.True(PresentationNonce.IsNonce(nonce)));
    }

    private static PresentationSession Opened() => PresentationSession.Empty(Id).Apply(Granted(PresentationSession.Empty(Id), Opening).Single());

    private static ConcludePresentation Concluding() => new(Id, new CommandId("c2"), ActorId.System, "hash", new Scene().Check() with { Signature = "x" });

    private static (string, string) CodeOf(Refusal refusal) => (refusal.Code, refusal.Reasons.Single());

    private static ImmutableArray<IPresentationEvent> Granted(PresentationSession session, IPresentationCommand command) =>
        Assert.IsType<Decision<IPresentationEvent>.Accepted>(session.Decide(command, Meta(command, Samples.Now))).Events;

    private static Refusal Refused(PresentationSession session, IPresentationCommand command, DateTimeOffset? at = null) =>
        Assert.IsType<Decision<IPresentationEvent>.Refused>(session.Decide(command, Meta(command, at ?? Samples.Now))).Refusal;

    private static EventMeta Meta(IPresentationCommand command, DateTimeOffset at) => new(Id.Tenant, command.CommandId, "digest", command.By, at);
}
