using System.Buffers;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Replication.Messages;

/// <summary>What the sender's log looks like and what it last heard of the receiver's.</summary>
/// <remarks>
/// Flags (1 can upgrade, 2 uploading, 4 downloading, 8 has manifest, 16 allow push), fork, length, remote length: all uint.
/// Source: hypercore 11.35.5 lib/messages.js, <c>wire.sync</c>.
/// </remarks>
public readonly record struct SyncMessage
{
    private const ulong CanUpgradeFlag = 1, UploadingFlag = 2, DownloadingFlag = 4, HasManifestFlag = 8, AllowPushFlag = 16;

    /// <summary>Fork of the sender's log.</summary>
    public ulong Fork { get; init; }

    /// <summary>Length of the sender's log in blocks.</summary>
    public ulong LengthBlocks { get; init; }

    /// <summary>The receiver's length as the sender last heard it, on the same fork; else 0. An acknowledgement.</summary>
    public ulong RemoteLengthBlocks { get; init; }

    /// <summary>The sender can prove an upgrade from the acknowledged length to its own.</summary>
    public bool CanUpgrade { get; init; }

    /// <summary>The sender answers requests.</summary>
    public bool IsUploading { get; init; }

    /// <summary>The sender may still ask.</summary>
    public bool IsDownloading { get; init; }

    /// <summary>The sender can supply the manifest.</summary>
    public bool HasManifest { get; init; }

    /// <summary>Data nobody asked for is welcome.</summary>
    public bool AllowPush { get; init; }

    /// <summary>Appends the body.</summary>
    public void Encode(IBufferWriter<byte> output)
    {
        CompactUInt.Write(output, (CanUpgrade ? CanUpgradeFlag : 0) | (IsUploading ? UploadingFlag : 0) |
            (IsDownloading ? DownloadingFlag : 0) | (HasManifest ? HasManifestFlag : 0) | (AllowPush ? AllowPushFlag : 0));
        CompactUInt.Write(output, Fork);
        CompactUInt.Write(output, LengthBlocks);
        CompactUInt.Write(output, RemoteLengthBlocks);
    }

    /// <summary>Reads a body; bytes behind the last field are ignored.</summary>
    /// <returns>False for missing bytes or a length above <see cref="ProtocolLimits.LogLengthBlocksMax"/>.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> body, out SyncMessage message)
    {
        message = default;
        if (!CompactUInt.TryRead(ref body, out var flags) || !CompactUInt.TryRead(ref body, out var fork)) return false;
        if (!CompactUInt.TryRead(ref body, out var length) || !CompactUInt.TryRead(ref body, out var remoteLength)) return false;
        if (length > ProtocolLimits.LogLengthBlocksMax || remoteLength > ProtocolLimits.LogLengthBlocksMax) return false;
        message = new SyncMessage
        {
            Fork = fork,
            LengthBlocks = length,
            RemoteLengthBlocks = remoteLength,
            CanUpgrade = (flags & CanUpgradeFlag) != 0,
            IsUploading = (flags & UploadingFlag) != 0,
            IsDownloading = (flags & DownloadingFlag) != 0,
            HasManifest = (flags & HasManifestFlag) != 0,
            AllowPush = (flags & AllowPushFlag) != 0,
        };
        return true;
    }
}
