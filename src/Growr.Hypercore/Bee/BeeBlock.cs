using System.Collections.Immutable;

namespace Growr.Hypercore.Bee;

/// <summary>One put or delete, and the tree nodes it changed: every block of a bee but the first.</summary>
/// <remarks>Source: hyperbee 2.27.3 lib/messages.js, <c>Node</c> and <c>YoloIndex</c>.</remarks>
internal sealed record BeeBlock(
    ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, bool HasValue, ImmutableArray<BeeLevel> Levels)
{
    public BeeEntry Entry(ulong seq) => new(seq, Key, Value, HasValue);

    public byte[] Encode()
    {
        var indexBytes = 0;
        foreach (var level in Levels) indexBytes += ProtobufWriter.SizeOfField(level.SizeBytes);
        var block = new byte[ProtobufWriter.SizeOfField(indexBytes) + ProtobufWriter.SizeOfField(Key.Length) +
            (HasValue ? ProtobufWriter.SizeOfField(Value.Length) : 0)];
        var writer = new ProtobufWriter(block);
        writer.WriteFieldHead(IndexField, indexBytes);
        foreach (var level in Levels)
        {
            writer.WriteFieldHead(LevelField, level.SizeBytes);
            level.Write(ref writer);
        }
        writer.WriteField(KeyField, Key.Span);
        if (HasValue) writer.WriteField(ValueField, Value.Span);
        return block;
    }

    /// <summary>Reads a block. Key and value are views of it. Unknown fields are passed over.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out BeeBlock? block)
    {
        block = null;
        ReadOnlyMemory<byte>? key = null, value = null;
        ImmutableArray<BeeLevel>? levels = null;
        var reader = new ProtobufReader(bytes.Span);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadField(out var number, out var hasLength, out var offset, out var content)) return false;
            if (number is not (IndexField or KeyField or ValueField)) continue;
            if (!hasLength) return false;
            if (number == KeyField) key = bytes.Slice(offset, content.Length);
            else if (number == ValueField) value = bytes.Slice(offset, content.Length);
            else if (TryDecodeIndex(content, out var decoded)) levels = decoded;
            else return false;
        }
        if (key is null || levels is null) return false;
        block = new BeeBlock(key.Value, value ?? default, value is not null, levels.Value);
        return true;
    }

    private static bool TryDecodeIndex(ReadOnlySpan<byte> index, out ImmutableArray<BeeLevel> levels)
    {
        levels = [];
        var builder = ImmutableArray.CreateBuilder<BeeLevel>();
        var reader = new ProtobufReader(index);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadField(out var number, out var hasLength, out _, out var content)) return false;
            if (number != LevelField) continue;
            if (!hasLength || builder.Count == ProtocolLimits.BeeNodesPerBlockMax) return false;
            if (!BeeLevel.TryDecode(content, out var level)) return false;
            builder.Add(level);
        }
        levels = builder.DrainToImmutable();
        return true;
    }

    private const int IndexField = 1, KeyField = 2, ValueField = 3, LevelField = 1;
}
