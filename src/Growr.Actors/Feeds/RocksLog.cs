using System.Buffers.Binary;
using System.Numerics;

namespace Growr.Actors.Feeds;

/// <summary>
/// Tells the two reasons apart for which RocksDB finds its log damaged. Loss of power can leave the last commit written
/// in some pages and not in others; nobody was told of that commit, so it may be dropped. A damaged record with a whole
/// one behind it was acknowledged, since commits are flushed one after another; dropping that would lose money.
/// </summary>
/// <remarks>Source: RocksDB 11 db/log_format.h. Pages of 32 kB; record: checksum 4, length 2, type 1, payload.</remarks>
internal static class RocksLog
{
    /// <summary>Whether the newest log is damaged, at its end only, and no other log is.</summary>
    public static bool IsTornAtEnd(string folder)
    {
        var logs = Directory.GetFiles(folder, "*.log").OrderDescending(StringComparer.Ordinal).ToList();
        return logs.Count > 0
            && Inspect(File.ReadAllBytes(logs[0])) == Finding.DamagedAtEnd
            && logs.Skip(1).All(log => Inspect(File.ReadAllBytes(log)) == Finding.Whole);
    }

    internal enum Finding { Whole, DamagedAtEnd, DamagedBeforeEnd }

    internal static Finding Inspect(ReadOnlySpan<byte> log)
    {
        var isDamaged = false;
        for (var at = 0; at < log.Length; at += PageBytes)
        {
            var page = log[at..Math.Min(at + PageBytes, log.Length)];
            while (page.Length >= HeaderBytes)
            {
                var size = RecordSize(page);
                if (isDamaged && size > 0 && BeginsCommit(page)) return Finding.DamagedBeforeEnd;
                isDamaged |= size == 0;
                // Behind damage the next record may begin anywhere in the page.
                page = page[(size > 0 ? size : 1)..];
            }
        }
        return isDamaged ? Finding.DamagedAtEnd : Finding.Whole;
    }

    /// <summary>Header and payload together; 0 when the bytes are no whole record.</summary>
    private static int RecordSize(ReadOnlySpan<byte> input)
    {
        var size = HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(input[ChecksumBytes..]);
        if (size > input.Length || input[TypeOffset] == 0) return 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(input) == Checksum(input[TypeOffset..size]) ? size : 0;
    }

    private static bool BeginsCommit(ReadOnlySpan<byte> record) => record[TypeOffset] is FullType or FirstType;

    private static uint Checksum(ReadOnlySpan<byte> input)
    {
        var crc = uint.MaxValue;
        for (; input.Length >= sizeof(ulong); input = input[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(input));
        foreach (var value in input) crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + ChecksumMask;
    }

    private const int PageBytes = 32 * 1024;
    private const int HeaderBytes = 7;
    private const int ChecksumBytes = 4;
    private const int TypeOffset = 6;
    private const byte FullType = 1;
    private const byte FirstType = 2;
    private const uint ChecksumMask = 0xa282ead8;
}
