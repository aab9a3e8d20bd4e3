using System.Text.Json.Nodes;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Schemas;

namespace Growr.Actors.Identity.Credentials;

/// <summary>What is to be issued: claims of a category about the owner of a key, for a time, with a place in a status list.</summary>
public sealed record CredentialOrder(
    CredentialCategory Category, JsonObject Claims, VerificationKey Holder, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt,
    StatusReference? Status);
