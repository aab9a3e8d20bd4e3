using System.Collections.Immutable;
using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Tests.Identity.Eligibility;
using Growr.Actors.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Growr.Actors.Tests.Identity;

public sealed class PresentationGatewayTests : IAsyncDisposable
{
    private static readonly TenantId Tenant = new("coop");
    private static readonly EntityId Id = PresentationGateway.IdOf(Tenant, "request-1");
    private static readonly ISigner Signer = new Ed25519Signer(Vectors.Person("statusIssuer"), Vectors.Verifier + "#key-1");
    private static readonly KnownDids VerifierDids = new(new DidDocument(Vectors.Verifier, [new VerificationMethod(Signer.KeyId, Signer.Key, null, true)]));
    private static readonly WireTypes Types = WireTypes.Of(CommonWire.Types, PresentationWire.Types);

    private readonly FakeTimeProvider _clock = new(Samples.Now);
    private readonly LocalEntities _entities;
    private readonly PresentationGateway _gateway;

    public PresentationGatewayTests()
    {
        _entities = new LocalEntities(Types, _clock).With<PresentationSession, IPresentationCommand, IPresentationEvent>(EntityKinds.Sessions);
        _gateway = new PresentationGateway(_entities, _clock, new OneVerifier(), Answers.Within);
    }

    [Fact]
    public async Task A_borrower_who_answers_a_request_gets_a_signed_result()
    {
        var verified = await Verified(await Answer("c2"));
        Assert.True(verified.Result.IsEligible, string.Join(", ", verified.Result.Failures));
        Assert.True(SignedResult.IsSigned(verified.Result, VerifierDids));
        Assert.Equal(("did:key:zSubject", "result-c2"), (verified.Result.SubjectDid, verified.Result.ResultId));
    }

    [Fact]
    public async Task A_retry_gets_the_first_result_even_after_a_restart()
    {
        var submission = await Answer("c2");
        var first = await Verified(submission);
        await _entities.RestartAsync(Id);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first.Result.Signature, (await Verified(submission with { ResultId = "result-other" })).Result.Signature);
    }

    [Fact]
    public async Task A_second_submit_is_refused_even_after_a_restart()
    {
        var submission = await Answer("c2");
        await Verified(submission);
        await _entities.RestartAsync(Id);
        var refusal = await Refused(submission with { CommandId = new CommandId("c3") });
        Assert.Equal((Codes.VcInvalid, "RequestUsed"), (refusal.Code, refusal.Reasons.Single()));
    }

    [Fact]
    public async Task A_command_id_used_for_other_presentations_is_a_conflict()
    {
        var submission = await Answer("c2");
        await Verified(submission);
        Assert.Equal(Codes.Conflict, (await Refused(submission with { Presentations = submission.Presentations.RemoveAt(0) })).Code);
    }

    [Fact]
    public async Task A_request_is_used_up_by_a_decline_as_well()
    {
        var submission = await Answer("c2");
        Assert.False((await Verified(submission with { Presentations = [] })).Result.IsEligible);
        Assert.Equal(Codes.VcInvalid, (await Refused(submission with { CommandId = new CommandId("c3") })).Code);
    }

    [Fact]
    public async Task Two_answers_at_once_use_a_request_once()
    {
        var submission = await Answer("c2");
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _gateway.Submit(submission with { CommandId = new CommandId($"c-{i}") })));
        Assert.Single(replies.OfType<PresentationReplies.Verified>());
        Assert.All(replies.OfType<Replies.Refused>(), refused => Assert.Equal(Codes.VcInvalid, refused.Refusal.Code));
    }

    [Fact]
    public async Task A_request_that_is_over_or_unknown_is_refused()
    {
        var submission = await Answer("c2");
        var unknown = await Refused(submission with { EntityId = PresentationGateway.IdOf(Tenant, "request-2") });
        _clock.Advance(IdentityLimits.RequestLifetime);
        var late = await Refused(submission);
        Assert.Equal([(Codes.VcInvalid, "RequestUnknown"), (Codes.VcInvalid, "RequestExpired")],
            new[] { unknown, late }.Select(refusal => (refusal.Code, refusal.Reasons.Single())));
    }

    [Fact]
    public async Task A_presentation_for_another_request_is_declined_and_recorded()
    {
        var submission = await Answer("c2");
        var elsewhere = new Scene { Terms = Samples.Terms("another") }.Present();
        var result = (await Verified(submission with { Presentations = elsewhere })).Result;
        Assert.All(result.Checks, check => Assert.Equal((2, Codes.VcInvalid), (check.Check, check.Code)));
    }

    [Fact]
    public async Task Nothing_personal_is_stored_or_sent()
    {
        var said = new List<string>();
        _entities.Intercept = message => { said.Add(Encoding.UTF8.GetString(Types.Of(message.GetType()).Write(message))); return null; };
        var submission = await Answer("c2");
        await Verified(submission);
        said.Add(Encoding.UTF8.GetString(Types.Named("sessions.presentation-view").Write((await _gateway.Find(Id))!)));
        Assert.True(said.Count >= 5);
        string[] personal = ["1991-04-17", "Kisumu", "24800.00", Vectors.Holder.Key.X, submission.Presentations[0].Text.Split('~')[1]];
        Assert.All(personal, value => Assert.DoesNotContain(said, text => text.Contains(value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_used_request_stays_used_in_the_journal_of_a_real_node()
    {
        using var folder = new TempFolder();
        var submission = Submission("c2", new Scene().Present());
        string signature;
        await using (var node = await Start(folder))
        {
            var gateway = new PresentationGateway(node.Router, _clock, new OneVerifier(), Answers.Within);
            submission = Submission("c2", PresentFor(await Open(gateway)));
            signature = Assert.IsType<PresentationReplies.Verified>(await gateway.Submit(submission)).Result.Signature;
        }
        await using (var node = await Start(folder))
        {
            var gateway = new PresentationGateway(node.Router, _clock, new OneVerifier(), Answers.Within);
            Assert.Equal(signature, Assert.IsType<PresentationReplies.Verified>(await gateway.Submit(submission)).Result.Signature);
            Assert.IsType<Replies.Refused>(await gateway.Submit(submission with { CommandId = new CommandId("c3") }));
        }
    }

    public async ValueTask DisposeAsync() => await _entities.DisposeAsync();

    private Task<TestNode> Start(TempFolder folder) => TestNode.StartAsync(folder, Types, akka =>
        akka.WithEntities<PresentationSession, IPresentationCommand, IPresentationEvent>(EntityKinds.Sessions, _clock));

    private async Task<SubmitPresentation> Answer(string commandId) => Submission(commandId, PresentFor(await Open(_gateway)));

    private static async Task<PresentationReplies.Opened> Open(PresentationGateway gateway) => Assert.IsType<PresentationReplies.Opened>(
        await gateway.Open(Id, new CommandId("c1"), ActorId.System, PresentationNonce.New(), Scene.Project, Scene.CriteriaJson));

    private ImmutableArray<Presentation> PresentFor(PresentationReplies.Opened request) =>
        new Scene { Terms = new PresentationTerms(request.Audience, request.Nonce, _clock.GetUtcNow()) }.Present();

    private static SubmitPresentation Submission(string commandId, ImmutableArray<Presentation> presentations) => new()
    {
        EntityId = Id, CommandId = new CommandId(commandId), By = ActorId.System, ResultId = "result-" + commandId, Presentations = presentations,
        SubjectDid = "did:key:zSubject", Holder = Vectors.Holder.Key, Loan = new Scene().Loan, Today = new DateOnly(2026, 1, 31),
    };

    private async Task<PresentationReplies.Verified> Verified(SubmitPresentation submission) =>
        Assert.IsType<PresentationReplies.Verified>(await _gateway.Submit(submission));

    private async Task<Refusal> Refused(SubmitPresentation submission) =>
        Assert.IsType<Replies.Refused>(await _gateway.Submit(submission)).Refusal;

    private sealed class OneVerifier : IVerifierSource
    {
        public Verifier Of(TenantId tenant) => new(new Scene().Environment, Signer);
    }
}
