using System.Buffers;
using System.Text.Json;
using Growr.Hypercore.Encoding;

namespace Growr.Hypercore.Tests.Encoding;

public sealed class CompactEncodingVectorTests
{
    private readonly Vectors _vectors = new("compact-encoding.json");

    [Fact]
    public void Values_are_written_and_read_as_the_reference_does()
    {
        foreach (var entry in _vectors.Root.GetProperty("values").EnumerateArray()) CheckValue(entry);
        _vectors.Report(checksMin: 90);
    }

    [Fact]
    public void Longer_forms_of_integers_are_read()
    {
        foreach (var entry in _vectors.Root.GetProperty("uintNonMinimalAccepted").EnumerateArray())
        {
            ReadOnlySpan<byte> input = Vectors.Hex(entry.GetProperty("hex"));
            _vectors.True(CompactUInt.TryRead(ref input, out var value), "read");
            _vectors.Equal(entry.GetProperty("decodesTo").GetUInt64(), value);
        }
        _vectors.Report(checksMin: 6);
    }

    [Fact]
    public void Bad_integers_are_refused()
    {
        foreach (var entry in _vectors.Root.GetProperty("uintErrors").EnumerateArray())
        {
            ReadOnlySpan<byte> input = Vectors.Hex(entry.GetProperty("hex"));
            _vectors.True(!CompactUInt.TryRead(ref input, out _), entry.GetProperty("error").GetString()!);
        }
        _vectors.Report(checksMin: 6);
    }

    private void CheckValue(JsonElement entry)
    {
        var value = entry.GetProperty("value");
        var bytes = Vectors.Hex(entry.GetProperty("hex"));
        ReadOnlySpan<byte> input = bytes;
        var output = new ArrayBufferWriter<byte>();
        switch (entry.GetProperty("type").GetString())
        {
            case "uint":
                CompactUInt.Write(output, value.GetUInt64());
                _vectors.Equal(value.GetUInt64(), CompactUInt.TryRead(ref input, out var unsigned) ? unsigned : ulong.MaxValue);
                _vectors.Equal(bytes.Length, CompactUInt.SizeOf(unsigned));
                break;
            case "int":
                CompactInt.Write(output, value.GetInt64());
                _vectors.Equal(value.GetInt64(), CompactInt.TryRead(ref input, out var signed) ? signed : long.MaxValue);
                break;
            case "string":
                CompactBuffer.WriteString(output, value.GetString()!);
                _vectors.Equal(value.GetString(), CompactBuffer.TryReadString(ref input, 300, out var text) ? text : null);
                break;
            case "buffer" or "optionalBuffer":
                var wanted = value.ValueKind == JsonValueKind.Null ? [] : Vectors.Hex(value);
                CompactBuffer.Write(output, wanted);
                _vectors.True(CompactBuffer.TryRead(ref input, 253, out var buffer), "buffer is read");
                _vectors.Equal(Vectors.Hex(wanted), Vectors.Hex(buffer));
                break;
            case "fixed32":
                output.Write(Vectors.Hex(value));
                _vectors.True(CompactBuffer.TryReadFixed(ref input, 32, out var fixed32), "fixed32 is read");
                _vectors.Equal(value.GetString(), Vectors.Hex(fixed32));
                break;
            case "uint32array":
                var words = value.EnumerateArray().Select(word => word.GetUInt32()).ToArray();
                CompactArray.WriteUInt32s(output, words);
                _vectors.Equal(words, CompactArray.TryReadUInt32s(ref input, 3, out var read) ? read : null);
                break;
            case "array<uint>":
                CompactUInt.Write(output, (ulong)value.GetArrayLength());
                foreach (var item in value.EnumerateArray()) CompactUInt.Write(output, item.GetUInt64());
                _vectors.True(CompactArray.TryReadCount(ref input, 4, 1, out var count), "count is read");
                _vectors.Equal(value.GetArrayLength(), count);
                foreach (var item in value.EnumerateArray())
                    _vectors.Equal(item.GetUInt64(), CompactUInt.TryRead(ref input, out var next) ? next : ulong.MaxValue);
                break;
            default:   // bool, fixed width integers, lexint, bitarray, float64, json, addresses, frame: no message here has them
                _vectors.LeftOut();
                return;
        }
        _vectors.Equal(entry.GetProperty("hex").GetString(), Vectors.Hex(output.WrittenSpan));
        _vectors.True(input.IsEmpty, "everything is read");
    }
}
