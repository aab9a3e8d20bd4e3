namespace Growr.Hypercore.Bee;

/// <summary>
/// A stored tree node: block numbers of its keys in key order, and pointers to its children from left to right, one more
/// than keys, or none in a leaf.
/// </summary>
internal readonly record struct BeeLevel(ulong[] Keys, BeePointer[] Children)
{
    public static BeeLevel Empty { get; } = new([], []);

    /// <summary>Keys of a node at most; one more and it is split.</summary>
    public const int KeysMax = 8;

    /// <summary>Keys of a node at least, the root excepted.</summary>
    public const int KeysMin = 4;

    public int SizeBytes => SizeOf(KeysBytes) + SizeOf(ChildrenBytes);

    public void Write(ref ProtobufWriter writer)
    {
        if (Keys.Length > 0) writer.WriteFieldHead(KeysField, KeysBytes);
        foreach (var key in Keys) writer.WriteVarint(key);
        if (Children.Length > 0) writer.WriteFieldHead(ChildrenField, ChildrenBytes);
        foreach (var child in Children)
        {
            writer.WriteVarint(child.Block);
            writer.WriteVarint((ulong)child.Offset);
        }
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, out BeeLevel level)
    {
        level = Empty;
        if (bytes.IsEmpty) return true;
        Span<ulong> keys = stackalloc ulong[KeysMax];
        Span<ulong> children = stackalloc ulong[2 * (KeysMax + 1)];
        int keyCount = 0, childNumbers = 0;
        var reader = new ProtobufReader(bytes);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadField(out var number, out var hasLength, out _, out var packed)) return false;
            if (number is not (KeysField or ChildrenField)) continue;
            if (!hasLength) return false;
            var isUnpacked = number == KeysField
                ? TryUnpack(packed, keys, ref keyCount)
                : TryUnpack(packed, children, ref childNumbers);
            if (!isUnpacked) return false;
        }
        if (childNumbers % 2 != 0) return false;
        var pointers = new BeePointer[childNumbers / 2];
        for (var i = 0; i < pointers.Length; i++)
        {
            if (children[2 * i + 1] > ProtocolLimits.BeeNodesPerBlockMax) return false;
            pointers[i] = new BeePointer(children[2 * i], (int)children[2 * i + 1]);
        }
        level = new BeeLevel(keys[..keyCount].ToArray(), pointers);
        return true;
    }

    private static bool TryUnpack(ReadOnlySpan<byte> packed, Span<ulong> numbers, ref int count)
    {
        while (!packed.IsEmpty)
        {
            if (count == numbers.Length || !ProtobufReader.TryReadVarint(ref packed, out numbers[count++])) return false;
        }
        return true;
    }

    private int KeysBytes
    {
        get
        {
            var bytes = 0;
            foreach (var key in Keys) bytes += ProtobufWriter.SizeOfVarint(key);
            return bytes;
        }
    }

    private int ChildrenBytes
    {
        get
        {
            var bytes = 0;
            foreach (var child in Children)
                bytes += ProtobufWriter.SizeOfVarint(child.Block) + ProtobufWriter.SizeOfVarint((ulong)child.Offset);
            return bytes;
        }
    }

    private static int SizeOf(int packedBytes) => packedBytes == 0 ? 0 : ProtobufWriter.SizeOfField(packedBytes);

    private const int KeysField = 1, ChildrenField = 2;
}
