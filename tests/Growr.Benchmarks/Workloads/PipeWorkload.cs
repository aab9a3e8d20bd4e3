using System.Diagnostics;
using Growr.Hypercore;

namespace Growr.Benchmarks.Workloads;

/// <summary>How fast does a core get from one disk to another when the way between costs nothing?</summary>
internal static class PipeWorkload
{
    public static IEnumerable<Measurement> Replicate()
    {
        using var source = DiskCore.New();
        var blocks = LogWorkloads.Blocks(1000);
        for (var i = 0; i < 50; i++) source.Append(blocks);
        using var copy = DiskCore.CopyOf(source.Store.Key);
        yield return Rate.Of("replicate-pipe", 50_000, "blocks/s", () => Pipe(source, copy));
    }

    /// <summary>Handshake to last block, on one thread.</summary>
    private static void Pipe(DiskCore source, DiskCore copy)
    {
        using var server = new PipeEnd(source.Store, isInitiator: true, Now());
        using var reader = new PipeEnd(copy.Store, isInitiator: false, Now());
        reader.Download(Now());
        while (copy.Store.ContiguousLengthBlocks < source.Store.Head.LengthBlocks)
        {
            var moved = server.SendTo(reader, Now()) + reader.SendTo(server, Now());
            if (moved == 0) throw new InvalidDataException($"Nothing moves after {copy.Store.ContiguousLengthBlocks} blocks.");
        }
        if (!copy.Store.Head.IsSameAs(source.Store.Head)) throw new InvalidDataException("The copy differs.");
    }

    private static Instant Now() => new((long)Stopwatch.GetElapsedTime(0).TotalMilliseconds);
}
