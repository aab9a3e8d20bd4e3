using System.Buffers;
using System.Numerics;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Replication;

/// <summary>
/// Regions a peer asked about. A core without gaps answers with one range. A core with gaps answers in pieces of 32 768
/// blocks, one each time something can be sent, so that no answer takes long.
/// </summary>
internal sealed class WantQueue(ICoreReader core)
{
    private const ulong PieceBlocks = 32_768;

    /// <summary>How far one held block is looked for: the region peers name in such a want.</summary>
    private const ulong AnyBlocks = 4096;

    private readonly Queue<WantMessage> _waiting = new();

    /// <summary>Whether the peer ever asked: then it is told of blocks that come later.</summary>
    public bool IsWanting { get; private set; }

    /// <summary>False when too many wait.</summary>
    public bool TryAdd(WantMessage want)
    {
        if (want.Length > ProtocolLimits.WantBlocksMax && !want.Any) return true;
        if (_waiting.Count >= ProtocolLimits.WantsQueuedMax) return false;
        IsWanting = true;
        _waiting.Enqueue(want);
        return true;
    }

    /// <summary>Writes the next answer; some wants have none.</summary>
    public bool TryAnswer(IBufferWriter<byte> body, out int messageType)
    {
        messageType = MessageType.Range;
        while (_waiting.TryDequeue(out var want))
        {
            var (length, contiguous) = (core.Head.LengthBlocks, core.ContiguousLengthBlocks);
            var end = Math.Min(want.Start + want.Length, length);
            if (contiguous > 0 && (contiguous >= length || contiguous >= end || (want.Any && want.Start < contiguous)))
            {
                new RangeMessage(0, contiguous).Encode(body);
                return true;
            }
            if (want.Start >= end) continue;
            if (want.Any)
            {
                if (!TryFind(want.Start, Math.Min(end, want.Start + AnyBlocks), out var found)) continue;
                new RangeMessage(found, 1).Encode(body);
                return true;
            }
            var pieceEnd = Math.Min(end, (want.Start / PieceBlocks + 1) * PieceBlocks);
            if (pieceEnd < end) _waiting.Enqueue(want with { Start = pieceEnd, Length = end - pieceEnd });
            messageType = MessageType.Bitfield;
            Bits(want.Start, pieceEnd).Encode(body);
            return true;
        }
        return false;
    }

    private bool TryFind(ulong start, ulong end, out ulong found)
    {
        var first = start - start % BitfieldMessage.WordBlocks;
        var words = Read(first, end);
        words[0] &= uint.MaxValue << (int)(start - first);
        var place = Array.FindIndex(words, word => word != 0);
        found = place < 0 ? end : first + (ulong)place * BitfieldMessage.WordBlocks + (ulong)BitOperations.TrailingZeroCount(words[place]);
        return found < end;
    }

    private BitfieldMessage Bits(ulong start, ulong end)
    {
        start -= start % BitfieldMessage.WordBlocks;
        return new BitfieldMessage(start, Read(start, end));
    }

    private uint[] Read(ulong start, ulong end)
    {
        var words = new uint[(end - start + BitfieldMessage.WordBlocks - 1) / BitfieldMessage.WordBlocks];
        core.ReadHeld(start, words);
        return words;
    }
}
