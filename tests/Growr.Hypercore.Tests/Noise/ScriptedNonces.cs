using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Tests.Noise;

/// <summary>Gives out recorded bytes in order, or bytes counted up from a seed.</summary>
internal sealed class ScriptedNonces : INonceSource
{
    private readonly Queue<byte[]> _recorded;
    private byte _next;

    public ScriptedNonces(params byte[][] recorded) => _recorded = new Queue<byte[]>(recorded);

    public static ScriptedNonces Counting(byte seed) => new() { _next = seed };

    public void Fill(Span<byte> bytes)
    {
        if (_recorded.TryDequeue(out var next))
        {
            Assert.Equal(next.Length, bytes.Length);
            next.CopyTo(bytes);
            return;
        }
        foreach (ref var value in bytes) value = _next += 7;
    }
}
