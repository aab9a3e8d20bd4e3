using System.Security.Cryptography;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Swarm;

/// <summary>Randomness of the operating system.</summary>
internal sealed class SystemNonces : INonceSource
{
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
