using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Projects;
using static Growr.Actors.Common.Decision;

namespace Growr.Actors.Identity;

/// <summary>
/// One verification request from its opening to its single use. It keeps the nonce, the criteria as they were, and in the end the
/// signed result; what was shown is never here. A restart loses nothing: an open request stays open, a used one stays used.
/// </summary>
public sealed record PresentationSession(EntityId Id) : IAggregate<PresentationSession, IPresentationCommand, IPresentationEvent>
{
    private PresentationEvents.PresentationOpened? Request { get; init; }

    private PresentationEvents.PresentationVerified? Use { get; init; }

    public static PresentationSession Empty(EntityId id) => new(id);

    public Decision<IPresentationEvent> Decide(IPresentationCommand command, EventMeta meta) => command switch
    {
        PresentationCommands.OpenPresentation when Request is not null => Refuse(Codes.IllegalState, "This request is open already."),
        PresentationCommands.OpenPresentation open => Open(open, meta),
        PresentationCommands.ConcludePresentation conclude when FaultOf(conclude, meta.At) is { } fault => fault,
        PresentationCommands.ConcludePresentation conclude => Accept<IPresentationEvent>(new PresentationEvents.PresentationVerified(
            meta, conclude.PresentationsHash, conclude.Result, SignedResult.HashOf(conclude.Result))),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public PresentationSession Apply(IPresentationEvent @event) => @event switch
    {
        PresentationEvents.PresentationOpened opened => this with { Request = opened },
        PresentationEvents.PresentationVerified verified => this with { Use = verified },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    public CommandReply Reply(IPresentationCommand command, Replies.Done done) => command switch
    {
        PresentationCommands.OpenPresentation => new PresentationReplies.Opened(done.CommandId, Request!.Nonce, Request.Audience, Request.ExpiresAt),
        PresentationCommands.ConcludePresentation => new PresentationReplies.Verified(done.CommandId, Use!.Result),
        _ => done,
    };

    public IWire Answer(IEntityQuery query) => query switch
    {
        PresentationQueries.GetPresentation when Request is null => new Replies.Absent(Id),
        PresentationQueries.GetPresentation => new PresentationView(Request.Nonce, Request.ProjectKey, Request.Criteria, Request.Audience,
            Request.ExpiresAt, Use?.Meta.CommandId, Use?.PresentationsHash, Use?.Result),
        _ => new Replies.NotUnderstood(Id, query.GetType().Name),
    };

    private static Decision<IPresentationEvent> Open(PresentationCommands.OpenPresentation open, EventMeta meta)
    {
        if (!PresentationNonce.IsNonce(open.Nonce)) return Refuse(Codes.Validation, "A nonce has 128 bits.", "nonce");
        if (!EligibilityCriteria.TryParse(open.Criteria, out var criteria, out var faults))
            return Refuse(Codes.Validation, "These are no criteria.", [.. faults]);
        if (CriteriaProblems.Of(criteria) is { IsEmpty: false } problems) return Refuse(Codes.Validation, "Nobody can meet these criteria.", [.. problems]);
        return Accept<IPresentationEvent>(new PresentationEvents.PresentationOpened(meta, open.Nonce, open.ProjectKey, criteria.Version,
            open.Criteria, open.Audience, meta.At + IdentityLimits.RequestLifetime));
    }

    private Refusal? FaultOf(PresentationCommands.ConcludePresentation conclude, DateTimeOffset now)
    {
        if (Request is null) return Refuse(Codes.VcInvalid, "There is no such request. Ask for a new one.", "RequestUnknown");
        if (Use is not null) return PresentationRefusals.Used;
        if (now >= Request.ExpiresAt) return PresentationRefusals.Expired;
        var result = conclude.Result;
        var isForThis = result.Project == Request.ProjectKey && result.CriteriaVersion == Request.CriteriaVersion && result.VerifierDid == Request.Audience;
        return isForThis && result.Signature.Length > 0 ? null : Refuse(Codes.VcInvalid, "This result belongs to another request.", "OtherRequest");
    }
}
