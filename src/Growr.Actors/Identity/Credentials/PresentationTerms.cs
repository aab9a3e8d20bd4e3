namespace Growr.Actors.Identity.Credentials;

/// <summary>What a presentation must be bound to: the verifier's DID, the nonce of this request, and now.</summary>
public sealed record PresentationTerms(string Audience, string Nonce, DateTimeOffset Now);
