using System.Buffers;
using CsCheck;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication.Messages;

public sealed class MessagePropertyTests
{
    private const int AllocationMaxBytes = 64 * 1024;

    private static readonly byte[][] Samples = ReadSamples();

    /// <summary>Noise, and real messages with some bytes changed or cut off: both reach deep into the decoders.</summary>
    private static readonly Gen<byte[]> Bodies = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Byte, Gen.Int[0, 10_000], Gen.Int[0, 10_000])
            .Select((sample, value, place, cut) => Mutate(Samples[sample], value, place, cut)));

    [Fact]
    public void Any_bytes_are_read_or_refused_and_what_is_read_is_written_back_to_an_equal_message() =>
        Bodies.Sample(body =>
        {
            Check(SyncMessage.TryDecode(body, out var sync), sync.Encode, b => SyncMessage.TryDecode(b, out var again) && again == sync);
            Check(RequestMessage.TryDecode(body, out var request), request.Encode,
                b => RequestMessage.TryDecode(b, out var again) && again == request);
            Check(CancelMessage.TryDecode(body, out var cancel), cancel.Encode,
                b => CancelMessage.TryDecode(b, out var again) && again == cancel);
            Check(NoDataMessage.TryDecode(body, out var noData), noData.Encode,
                b => NoDataMessage.TryDecode(b, out var again) && again == noData);
            Check(WantMessage.TryDecode(body, out var want), want.Encode, b => WantMessage.TryDecode(b, out var again) && again == want);
            Check(RangeMessage.TryDecode(body, out var range), range.Encode,
                b => RangeMessage.TryDecode(b, out var again) && again == range);
            Check(HandshakeMessage.TryDecode(body, out var handshake), handshake.Encode,
                b => HandshakeMessage.TryDecode(b, out var again) && again == handshake);
            Check(BitfieldMessage.TryDecode(body, out var bitfield), bitfield.Encode,
                b => BitfieldMessage.TryDecode(b, out var again) && again.Words.Span.SequenceEqual(bitfield.Words.Span));
            // A name that is no UTF-8 is read with replacement characters, which take more bytes.
            Check(ExtensionMessage.TryDecode(body, out var extension) && !extension.Name.Contains('\uFFFD'), output => extension.Encode(output),
                b => ExtensionMessage.TryDecode(b, out var again) && again.Name == extension.Name);
            Check(DataMessage.TryDecode(body, out var data), output => data!.Encode(output),
                b => DataMessage.TryDecode(b, out var again) && again!.RequestId == data!.RequestId && Same(data, again));
        });

    [Fact]
    public void Refused_bytes_allocate_next_to_nothing() =>
        Bodies.Sample(body =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            DataMessage.TryDecode(body, out _);
            BitfieldMessage.TryDecode(body, out _);
            ExtensionMessage.TryDecode(body, out _);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationMaxBytes);
        });

    [Theory]
    [InlineData("0101000400fe01000100")]                        // 65 537 nodes
    [InlineData("01010004feffffffff")]                          // a block of 4 GiB
    [InlineData("01010004fe0100f000")]                          // a block of 15 MiB and a byte
    [InlineData("0100")]                                        // cut short
    public void Data_messages_above_a_limit_are_refused(string hex) =>
        Assert.False(DataMessage.TryDecode(Convert.FromHexString(hex), out _));

    private static void Check(bool isRead, Action<IBufferWriter<byte>> encode, Func<byte[], bool> isSame)
    {
        if (!isRead) return;
        var output = new ArrayBufferWriter<byte>();
        encode(output);
        Assert.True(isSame(output.WrittenSpan.ToArray()));
    }

    private static bool Same(DataMessage one, DataMessage other)
    {
        var (left, right) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        one.Encode(left);
        other.Encode(right);
        return left.WrittenSpan.SequenceEqual(right.WrittenSpan);
    }

    private static byte[] Mutate(byte[] sample, byte value, int place, int cut)
    {
        var body = sample.ToArray();
        if (body.Length == 0) return body;
        body[place % body.Length] = value;
        return cut % 3 == 0 ? body[..(cut % body.Length)] : body;
    }

    private static byte[][] ReadSamples() =>
    [
        .. new Vectors("messages.json").Root.GetProperty("messages").EnumerateArray().Select(m => Vectors.Hex(m.GetProperty("hex"))),
        .. new Vectors("proofs.json").Root.GetProperty("proofs").EnumerateArray()
            .Where(p => !Json.IsNull(p, "dataHex")).Select(p => Vectors.Hex(p.GetProperty("dataHex"))),
    ];
}
