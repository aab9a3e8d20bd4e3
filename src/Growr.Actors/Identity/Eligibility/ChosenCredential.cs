using System.Collections.Immutable;
using Growr.Actors.Projects;

namespace Growr.Actors.Identity.Eligibility;

/// <summary>A credential of the holder that answers one of the criteria.</summary>
public sealed record ChosenCredential(string CredentialId, string Credential, ImmutableArray<ClaimPath> Paths);
