using Growr.Actors.Common;

namespace Growr.Actors.Identity;

/// <summary>Finds the verifier of an organization.</summary>
public interface IVerifierSource
{
    Verifier Of(TenantId tenant);
}
