namespace Growr.Hypercore.Mux;

/// <summary>One channel of a connection, as its owner holds it. Everything is done through the <see cref="MuxSession"/>.</summary>
public sealed class MuxChannel
{
    internal MuxChannel(string protocol, ReadOnlyMemory<byte> id, IReadOnlyList<MuxPairKey> keys, uint localId) =>
        (Protocol, Id, Keys, LocalId) = (protocol, id, keys, localId);

    /// <summary>What is spoken on the channel.</summary>
    public string Protocol { get; }

    /// <summary>Tells channels of one protocol apart; may be empty.</summary>
    public ReadOnlyMemory<byte> Id { get; }

    /// <summary>Where the channel stands.</summary>
    public MuxChannelState State { get; internal set; } = MuxChannelState.Opening;

    /// <summary>The number we gave the channel; our messages carry it.</summary>
    internal uint LocalId { get; }

    /// <summary>The number the peer gave the channel, once both sides have opened it.</summary>
    internal uint? RemoteId { get; set; }

    /// <summary>The names under which a peer's open finds the channel: its own first, then its aliases.</summary>
    internal IReadOnlyList<MuxPairKey> Keys { get; }
}

/// <summary>Where a channel stands.</summary>
public enum MuxChannelState
{
    /// <summary>Opened by us; the peer has not answered. Messages may already be sent.</summary>
    Opening = 1,

    /// <summary>Opened by both sides.</summary>
    Open,

    /// <summary>Closed by either side, or rejected.</summary>
    Closed,
}

/// <summary>What two opens must have in common to meet.</summary>
internal readonly record struct MuxPairKey(string Protocol, string IdHex)
{
    internal static MuxPairKey Of(string protocol, ReadOnlySpan<byte> id) => new(protocol, Convert.ToHexStringLower(id));
}
