using System.Collections.Immutable;

namespace Growr.Hypercore.Bee;

/// <summary>One put or delete, and the tree nodes it changed: every block of a bee but the first.</summary>
/// <remarks>
/// Most blocks are read for their key alone, so that the nodes are only decoded when they are asked for.
/// Source: hyperbee 2.27.3 lib/messages.js, <c>Node</c> and <c>YoloIndex</c>.
/// </remarks>
internal sealed class BeeBlock
{
    private readonly ReadOnlyMemory<byte> _index;
    private ImmutableArray<BeeLevel> _levels;

    /// <summary>A block to be written.</summary>
    public BeeBlock(BeeEntry entry, ImmutableArray<BeeLevel> levels)
        : this(entry.Key, entry.Value, entry.HasValue, default) => _levels = levels;

    private BeeBlock(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, bool hasValue, ReadOnlyMemory<byte> index) =>
        (Key, Value, HasValue, _index) = (key, value, hasValue, index);

    public ReadOnlyMemory<byte> Key { get; }

    public ReadOnlyMemory<byte> Value { get; }

    public bool HasValue { get; }

    public BeeEntry Entry(ulong seq) => new(seq, Key, Value, HasValue);

    /// <summary>The tree nodes; false when they are malformed.</summary>
    public bool TryGetLevels(out ImmutableArray<BeeLevel> levels)
    {
        if (_levels.IsDefault && TryDecodeIndex(_index.Span, out var decoded)) _levels = decoded;
        levels = _levels;
        return !_levels.IsDefault;
    }

    /// <summary>The bytes of a block that was made to be written.</summary>
    public byte[] Encode()
    {
        var indexBytes = 0;
        foreach (var level in _levels) indexBytes += ProtobufWriter.SizeOfField(level.SizeBytes);
        var block = new byte[ProtobufWriter.SizeOfField(indexBytes) + ProtobufWriter.SizeOfField(Key.Length) +
            (HasValue ? ProtobufWriter.SizeOfField(Value.Length) : 0)];
        var writer = new ProtobufWriter(block);
        writer.WriteFieldHead(IndexField, indexBytes);
        foreach (var level in _levels)
        {
            writer.WriteFieldHead(LevelField, level.SizeBytes);
            level.Write(ref writer);
        }
        writer.WriteField(KeyField, Key.Span);
        if (HasValue) writer.WriteField(ValueField, Value.Span);
        return block;
    }

    /// <summary>Reads a block; key, value and nodes are views of it. Unknown fields are passed over.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out BeeBlock? block)
    {
        block = null;
        ReadOnlyMemory<byte>? index = null, key = null, value = null;
        var reader = new ProtobufReader(bytes.Span);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadField(out var number, out var hasLength, out var offset, out var content)) return false;
            if (number is not (IndexField or KeyField or ValueField)) continue;
            if (!hasLength) return false;
            var field = bytes.Slice(offset, content.Length);
            if (number == IndexField) index = field;
            else if (number == KeyField) key = field;
            else value = field;
        }
        if (key is null || index is null) return false;
        block = new BeeBlock(key.Value, value ?? default, value is not null, index.Value);
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
