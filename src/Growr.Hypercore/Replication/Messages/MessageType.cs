namespace Growr.Hypercore.Replication.Messages;

/// <summary>Numbers of the messages on a replication channel. Others are ignored.</summary>
/// <remarks>Source: hypercore 11.35.5 lib/replicator.js, order of the channel's messages.</remarks>
public static class MessageType
{
    /// <summary><see cref="SyncMessage"/>.</summary>
    public const int Sync = 0;

    /// <summary><see cref="RequestMessage"/>.</summary>
    public const int Request = 1;

    /// <summary><see cref="CancelMessage"/>.</summary>
    public const int Cancel = 2;

    /// <summary><see cref="DataMessage"/>.</summary>
    public const int Data = 3;

    /// <summary><see cref="NoDataMessage"/>.</summary>
    public const int NoData = 4;

    /// <summary><see cref="WantMessage"/>.</summary>
    public const int Want = 5;

    /// <summary><see cref="WantMessage"/> taken back.</summary>
    public const int Unwant = 6;

    /// <summary><see cref="BitfieldMessage"/>.</summary>
    public const int Bitfield = 7;

    /// <summary><see cref="RangeMessage"/>.</summary>
    public const int Range = 8;

    /// <summary><see cref="ExtensionMessage"/>.</summary>
    public const int Extension = 9;
}
