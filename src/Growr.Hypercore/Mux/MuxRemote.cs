namespace Growr.Hypercore.Mux;

/// <summary>A channel number of the peer that is in use.</summary>
internal sealed class MuxRemote(uint id, MuxPairKey key, byte[] handshake)
{
    private byte[] _handshake = handshake;
    private readonly Queue<(ulong Type, byte[] Body)> _held = new();

    internal uint Id { get; } = id;
    internal MuxPairKey Key { get; } = key;

    /// <summary>Our side of the channel; null while the owner has not answered.</summary>
    internal MuxChannel? Channel { get; set; }

    /// <summary>What the held messages count towards <see cref="ProtocolLimits.MuxQueuedBytesMax"/>.</summary>
    internal int HeldBytes { get; private set; }

    /// <summary>What came with the open; not kept once it is handed over.</summary>
    internal byte[] TakeHandshake()
    {
        var taken = _handshake;
        _handshake = [];
        return taken;
    }

    internal static int Cost(int bodyBytes) => bodyBytes + ProtocolLimits.MuxQueuedMessageOverheadBytes;

    internal void Hold(ulong type, ReadOnlySpan<byte> body)
    {
        _held.Enqueue((type, body.ToArray()));
        HeldBytes += Cost(body.Length);
    }

    internal bool TryRelease(out ulong type, out byte[] body)
    {
        var released = _held.TryDequeue(out var message);
        (type, body) = message;
        if (released) HeldBytes -= Cost(body.Length);
        return released;
    }
}
