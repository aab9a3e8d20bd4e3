using System.Security.Cryptography;

namespace Growr.Actors.Identity.Credentials;

/// <summary>Salts from the system's secure generator.</summary>
public sealed class RandomSaltSource : ISaltSource
{
    public byte[] NextSalt() => RandomNumberGenerator.GetBytes(16);
}
