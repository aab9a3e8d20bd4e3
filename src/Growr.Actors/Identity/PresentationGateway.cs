using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity;

/// <summary>
/// Opens verification requests and answers what is handed in for them. The check runs here, beside the caller, because
/// presentations are personal data: only the signed result travels on and is kept.
/// </summary>
public sealed class PresentationGateway(IEntityRouter router, TimeProvider clock, IVerifierSource verifiers, TimeSpan deadline)
{
    private readonly EntityGateway _gateway = new(router, deadline);

    public static EntityId IdOf(TenantId tenant, string requestId) => EntityId.Of(tenant, EntityKinds.Sessions, requestId);

    /// <summary>Opens a request for the organization's own verifier; answered with <see cref="PresentationReplies.Opened"/>.</summary>
    public Task<CommandReply> Open(EntityId id, CommandId commandId, ActorId by, string nonce, ProjectKey project, string criteria) =>
        _gateway.Send(new PresentationCommands.OpenPresentation(id, commandId, by, nonce, project, criteria, verifiers.Of(id.Tenant).Did));

    /// <summary>The request as it stands; null when there is none.</summary>
    public Task<PresentationView?> Find(EntityId id) => _gateway.Query<PresentationView>(new PresentationQueries.GetPresentation(id));

    /// <summary>
    /// Checks what was handed in and uses the request up, eligible or not; answered with <see cref="PresentationReplies.Verified"/>.
    /// A retry gets the first result; anything else for a request that is unknown, used or over is VC_INVALID.
    /// </summary>
    public async Task<CommandReply> Submit(SubmitPresentation submitted)
    {
        var now = clock.GetUtcNow();
        var verifier = verifiers.Of(submitted.EntityId.Tenant);
        var hash = HashOf(submitted.Presentations);
        var request = await Find(submitted.EntityId);
        if (request?.UsedBy == submitted.CommandId && request.Result is { } earlier)
            return request.PresentationsHash == hash
                ? new PresentationReplies.Verified(submitted.CommandId, earlier)
                : Refused(submitted, Decision.Refuse(Codes.Conflict, "This command id was used for something else."));
        if (RefusalOf(request, verifier, now) is { } refusal) return Refused(submitted, refusal);
        var result = SignedResult.Sign(EligibilityCheck.Run(QuestionOf(submitted, request!, now), verifier.Environment), verifier.Signer);
        return await _gateway.Send(new PresentationCommands.ConcludePresentation(submitted.EntityId, submitted.CommandId, submitted.By, hash, result));
    }

    private static Refusal? RefusalOf(PresentationView? request, Verifier verifier, DateTimeOffset now) => request switch
    {
        null => Decision.Refuse(Codes.VcInvalid, "There is no such request. Ask for a new one.", "RequestUnknown"),
        { UsedBy: not null } => PresentationRefusals.Used,
        _ when now >= request.ExpiresAt => PresentationRefusals.Expired,
        _ when request.Audience != verifier.Did =>
            Decision.Refuse(Codes.VcInvalid, "The verifier has another DID now. Ask for a new request.", "OtherVerifier"),
        _ => null,
    };

    private static EligibilityQuestion QuestionOf(SubmitPresentation submitted, PresentationView request, DateTimeOffset now) => new()
    {
        ResultId = submitted.ResultId,
        Project = request.ProjectKey,
        Criteria = EligibilityCriteria.TryParse(request.Criteria, out var criteria, out _)
            ? criteria
            : throw new InvalidOperationException($"The criteria of {submitted.EntityId} cannot be read any more."),
        Terms = new PresentationTerms(request.Audience, request.Nonce, now),
        RequestExpiresAt = request.ExpiresAt,
        SubjectDid = submitted.SubjectDid,
        Holder = submitted.Holder,
        Presentations = submitted.Presentations,
        Loan = submitted.Loan,
        Today = submitted.Today,
    };

    private static Replies.Refused Refused(SubmitPresentation submitted, Refusal refusal) => new(submitted.CommandId, refusal);

    private static string HashOf(ImmutableArray<Presentation> presentations)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var presentation in presentations) hash.AppendData(Encoding.UTF8.GetBytes($"{presentation.CredentialId}\n{presentation.Text}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
