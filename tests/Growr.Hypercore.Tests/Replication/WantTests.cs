using System.Buffers;
using CsCheck;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

public sealed class WantTests : IDisposable
{
    private static readonly Instant Now = new(0);

    private readonly KeyPair _writer = TestCores.VectorWriter();

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_want_is_answered_with_what_is_held_in_its_words() =>
        Gen.Select(Gen.Int[1, 200], Gen.ULong[0, 220], Gen.ULong[0, 220], Gen.Int[0, 1000]).Sample((length, start, count, seed) =>
        {
            var core = WithGaps(length, seed);
            var server = Opened(core);
            Send(server, new WantMessage(start, count, Any: false));
            var end = Math.Min(start + count, (ulong)length);
            var answers = Answers(server);
            if (core.ContiguousLengthBlocks >= end) return;
            if (start >= end)
            {
                Assert.Empty(answers);
                return;
            }
            Assert.True(BitfieldMessage.TryDecode(Assert.Single(answers).Body, out var bits));
            Assert.Equal(start - start % 32, bits.Start);
            Assert.Equal((end + 31) / 32 * 32, bits.Start + (ulong)bits.Words.Length * 32);
            for (var i = 0UL; i < (ulong)bits.Words.Length * 32; i++)
                Assert.Equal(core.HasBlock(bits.Start + i), (bits.Words.Span[(int)i / 32] >> (int)(i % 32) & 1) == 1);
        }, iter: 500);

    [Fact]
    public void A_want_of_any_block_is_answered_with_the_first_one_held() =>
        Gen.Select(Gen.Int[1, 200], Gen.ULong[0, 220], Gen.ULong[0, 220], Gen.Int[0, 1000]).Sample((length, start, count, seed) =>
        {
            var core = WithGaps(length, seed);
            var server = Opened(core);
            Send(server, new WantMessage(start, count, Any: true));
            var end = Math.Min(start + count, (ulong)length);
            if (core.ContiguousLengthBlocks > 0 && (core.ContiguousLengthBlocks >= end || start < core.ContiguousLengthBlocks)) return;
            var held = Enumerable.Range(0, length).Select(i => (ulong)i).Where(i => i >= start && i < end && core.HasBlock(i)).Take(1);
            var told = Answers(server).Select(answer => RangeMessage.TryDecode(answer.Body, out var range) ? range : default);
            Assert.Equal(held.Select(i => new RangeMessage(i, 1)), told);
        }, iter: 500);

    [Theory]
    [InlineData((1UL << 53) - 1, (1UL << 53) - 1, true)]
    [InlineData((1UL << 53) - 1, 1UL << 21, false)]
    [InlineData(0UL, (1UL << 53) - 1, false)]
    [InlineData(40UL, (1UL << 53) - 1, true)]
    public void Wants_beyond_any_log_cost_nothing(ulong start, ulong length, bool any)
    {
        var server = Opened(WithGaps(60, seed: 3));
        Send(server, new WantMessage(start, length, any));
        Assert.True(Answers(server).All(answer => answer.Body.Length < 64));
        Assert.Null(server.Violated);
    }

    private ICoreStore WithGaps(int lengthBlocks, int seed)
    {
        var random = new Random(seed);
        var held = random.Next(1, 1 << random.Next(6));
        var holds = Enumerable.Range(0, lengthBlocks).Select(_ => random.Next(32) < held).ToArray();
        return TestCores.Sparse(TestCores.Written(_writer, lengthBlocks), lengthBlocks, i => holds[i]);
    }

    private static SessionPeer Opened(ICoreStore core)
    {
        var peer = new SessionPeer(core, new ReplicationOptions { Download = false });
        peer.Session.Opened(false, Now);
        while (peer.TryPoll(out _, out _)) { }
        return peer;
    }

    private static void Send(SessionPeer peer, WantMessage want)
    {
        var body = new ArrayBufferWriter<byte>();
        want.Encode(body);
        peer.Receive(MessageType.Want, body.WrittenSpan.ToArray(), Now);
    }

    private static List<(int Type, byte[] Body)> Answers(SessionPeer peer)
    {
        var answers = new List<(int, byte[])>();
        while (peer.TryPoll(out var type, out var body)) answers.Add((type, body));
        return answers;
    }
}
