namespace Growr.Hypercore.Bee;

/// <summary>Reads the fields of one protobuf message as views of its bytes; nothing is copied. Never throws.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private readonly int _totalBytes = message.Length;
    private ReadOnlySpan<byte> _rest = message;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads the next field. A field without length gets an empty view; its value is skipped.</summary>
    /// <param name="number">The field's number.</param>
    /// <param name="hasLength">Whether the field is a byte string; everything a bee knows is one.</param>
    /// <param name="offset">Where the content begins, counted from the start of the message.</param>
    /// <param name="content">The byte string.</param>
    public bool TryReadField(out ulong number, out bool hasLength, out int offset, out ReadOnlySpan<byte> content)
    {
        number = 0;
        hasLength = false;
        offset = 0;
        content = default;
        if (!TryReadVarint(ref _rest, out var tag)) return false;
        number = tag >> 3;
        hasLength = (tag & 7) == LengthDelimited;
        var length = 0UL;
        switch (tag & 7)
        {
            case Varint: return TryReadVarint(ref _rest, out _);
            case Fixed64: length = 8; break;
            case Fixed32: length = 4; break;
            case LengthDelimited when TryReadVarint(ref _rest, out length): break;
            default: return false;
        }
        if (length > (ulong)_rest.Length) return false;
        offset = _totalBytes - _rest.Length;
        content = hasLength ? _rest[..(int)length] : default;
        _rest = _rest[(int)length..];
        return true;
    }

    /// <summary>Reads a base-128 number of at most ten bytes that fits 64 bits; longer forms than needed are accepted.</summary>
    public static bool TryReadVarint(ref ReadOnlySpan<byte> input, out ulong value)
    {
        value = 0;
        for (var i = 0; i < VarintBytesMax && i < input.Length; i++)
        {
            if (i == VarintBytesMax - 1 && input[i] > 1) return false;
            value |= (ulong)(input[i] & 0x7f) << (7 * i);
            if (input[i] >= 0x80) continue;
            input = input[(i + 1)..];
            return true;
        }
        return false;
    }

    private const int VarintBytesMax = 10;
    private const ulong Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;
}
