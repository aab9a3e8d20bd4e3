namespace Growr.Hypercore.Log;

/// <summary>Which blocks of a log are held, as words of 32 bits.</summary>
internal static class HeldBlocks
{
    public const int WordBlocks = 32;

    /// <summary>Fills words; only blocks between the gapless start and the end of the log are asked for.</summary>
    public static void Read(ulong start, Span<uint> words, ulong contiguousBlocks, ulong lengthBlocks, Func<ulong, bool> isHeld)
    {
        for (var w = 0; w < words.Length; w++)
        {
            var first = start + (ulong)w * WordBlocks;
            words[w] = Mask(first, contiguousBlocks);
            for (var index = Math.Max(first, contiguousBlocks); index < Math.Min(first + WordBlocks, lengthBlocks); index++)
                if (isHeld(index)) words[w] |= 1U << (int)(index - first);
        }
    }

    /// <summary>The bits of a word below an end.</summary>
    private static uint Mask(ulong first, ulong end) =>
        end <= first ? 0 : end - first >= WordBlocks ? uint.MaxValue : (1U << (int)(end - first)) - 1;
}
