using System.Buffers;
using CsCheck;
using Growr.Hypercore.Mux;

namespace Growr.Hypercore.Tests.Mux;

public sealed class MuxSessionTests
{
    private static readonly byte[] OpenFirst = [0, 1, 1, 1, (byte)'p', 1, 9];
    private readonly MuxSession _here = new();
    private readonly MuxSession _there = new();

    [Fact]
    public void Opens_from_both_sides_meet_whatever_numbers_they_carry()
    {
        _here.Open("other", [1], []);
        var here = _here.Open("p", [9], "from here"u8);
        Carry(_here, _there);
        Assert.Equal(["opening other", "opening p"], Poll(_there));

        _there.Open("p", [9], "from there"u8);
        Assert.Equal(["opened p from here"], Poll(_there));
        Assert.Equal(["opened p from there"], CarryAndPoll(_there, _here));
        Assert.Equal(MuxChannelState.Open, here.State);
    }

    [Fact]
    public void Messages_sent_before_the_other_side_opens_wait_for_it()
    {
        var here = _here.Open("p", [9], []);
        _here.Send(here, 3, "early"u8);
        Carry(_here, _there);
        Assert.Equal(["opening p"], Poll(_there));
        _there.Open("p", [9], []);
        Assert.Equal(["opened p ", "p 3 early"], Poll(_there));
    }

    [Fact]
    public void Held_messages_stop_the_reading_at_their_limit_and_an_answer_continues_it()
    {
        var here = _here.Open("p", [9], []);
        for (var i = 0; i < 70; i++) _here.Send(here, 0, []);
        Carry(_here, _there);
        Assert.Equal(["opening p"], Poll(_there));
        Assert.False(_there.CanReceive);
        Assert.Throws<InvalidOperationException>(() => _there.Receive([1]));

        _there.Open("p", [9], []);
        Assert.Equal(71, Poll(_there).Count);
        Assert.True(_there.CanReceive);
    }

    [Fact]
    public void A_rejected_channel_is_closed_and_its_number_used_again()
    {
        var first = _here.Open("p", [9], []);
        Carry(_here, _there);
        Poll(_there);
        _there.Reject("p", [9]);
        Assert.Equal(["rejected p"], CarryAndPoll(_there, _here));
        Assert.Equal(MuxChannelState.Closed, first.State);

        _here.Open("q", [], []);
        Assert.Equal(["opening q"], CarryAndPoll(_here, _there));
    }

    [Fact]
    public void A_close_is_not_answered_and_the_pair_may_be_opened_again()
    {
        var (here, there) = OpenBoth();
        _here.Send(here, 1, "last"u8);
        _here.Close(here);
        Assert.Equal(["p 1 last", "closed p"], CarryAndPoll(_here, _there));
        Assert.Equal(MuxChannelState.Closed, there.State);
        Assert.False(_there.TryPollTransmit(new ArrayBufferWriter<byte>()));
        OpenBoth();
    }

    [Fact]
    public void Closes_and_opens_that_cross_on_the_way_leave_both_sides_clean()
    {
        var (here, there) = OpenBoth();
        _here.Close(here);
        _there.Send(there, 1, "late"u8);
        _there.Close(there);
        Assert.Empty(CarryAndPoll(_here, _there));
        Assert.Empty(CarryAndPoll(_there, _here));

        // Closed before the answer: the answering open meets the close.
        var early = _here.Open("p", [9], []);
        _here.Close(early);
        _there.Open("p", [9], []);
        var fromHere = Take(_here);
        Assert.Empty(CarryAndPoll(_there, _here));
        _there.Receive(fromHere);
        Assert.Equal(["opened p ", "closed p"], Poll(_there));
        OpenBoth();
    }

    [Fact]
    public void The_number_of_a_channel_closed_before_the_answer_is_kept_until_it_comes()
    {
        _here.Close(_here.Open("p", [9], []));
        Assert.Equal(2u, _here.Open("q", [9], []).LocalId);
        Assert.Empty(Receive(_here, [0, 2, 1]));
        Assert.Equal(1u, _here.Open("r", [9], []).LocalId);
        Assert.Equal(["violated UnknownChannel"], Receive(_here, [0, 2, 7]));
    }

    [Fact]
    public void An_alias_meets_the_channel()
    {
        _there.Open("old name", [9], []);
        Carry(_there, _here);
        Assert.Equal(["opening old name"], Poll(_here));
        _here.Open("p", [9], [], "old name");
        Assert.Equal(["opened p "], Poll(_here));

        _here.Open("q", [9], [], "older name");
        _there.Open("older name", [9], []);
        Assert.Equal(["opened q "], CarryAndPoll(_there, _here));
    }

    [Fact]
    public void Single_messages_unknown_control_types_and_empty_frames_are_understood()
    {
        var (_, there) = OpenBoth();
        Assert.Equal(["p 7 x"], Receive(_there, [1, 7, (byte)'x']));
        Assert.Empty(Receive(_there, []));
        Assert.Empty(Receive(_there, [0, 9, 1, 2, 3]));
        Assert.Equal(MuxChannelState.Open, there.State);
    }

    [Theory]
    [InlineData("0001", Violation.MalformedMuxFrame)] // open without a number
    [InlineData("00010101ff", Violation.MalformedMuxFrame)] // name cut short
    [InlineData("000100017000", Violation.InvalidChannelId)] // number 0
    [InlineData("000103017000", Violation.InvalidChannelId)] // number 3 before 2
    [InlineData("000101017000", Violation.InvalidChannelId)] // number 1 twice
    [InlineData("000207", Violation.UnknownChannel)] // reject of nothing
    [InlineData("000307", Violation.UnknownChannel)] // close of nothing
    [InlineData("0700", Violation.UnknownChannel)] // message on nothing
    [InlineData("00000105", Violation.MalformedMuxFrame)] // item longer than the frame
    [InlineData("00000002000000", Violation.MalformedMuxFrame)] // batch inside a batch
    [InlineData("01", Violation.MalformedMuxFrame)] // no type
    public void A_broken_rule_is_named(string frame, Violation expected)
    {
        Receive(_there, OpenFirst);
        Assert.Equal([$"violated {expected}"], Receive(_there, Convert.FromHexString(frame)));
        Assert.Empty(Receive(_there, OpenFirst));
    }

    [Fact]
    public void The_number_of_channels_is_limited()
    {
        for (var i = 1; i <= ProtocolLimits.MuxChannelsMax; i++) Assert.Single(Receive(_there, Open(i)));
        Assert.Equal([$"violated {Violation.TooManyChannels}"], Receive(_there, Open(ProtocolLimits.MuxChannelsMax + 1)));

        static byte[] Open(int id) => [0, 1, 0xfd, (byte)id, (byte)(id >> 8), 1, (byte)'p', 2, (byte)id, (byte)(id >> 8)];
    }

    [Fact]
    public void Large_messages_do_not_share_a_frame_beyond_its_limit()
    {
        var (here, _) = OpenBoth();
        for (var i = 0; i < 3; i++) _here.Send(here, 0, new byte[9_000_000]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _here.Send(here, 0, new byte[MuxSession.FrameBytesMax]));
        for (var i = 0; i < 3; i++) Assert.Single(Receive(_there, Take(_here)));
        Assert.Equal(0, _here.PendingBytes);
    }

    [Fact]
    public void Arbitrary_frames_never_throw() =>
        Gen.Byte.Array[0, 60].Array[1, 20].Sample(frames => FeedAll(frames), iter: 2_000);

    [Fact]
    public void Arbitrary_control_items_never_throw() =>
        Gen.Select(Gen.Byte[0, 4], Gen.Byte[0, 5], Gen.Byte[0, 3], Gen.Byte[0, 3]).Array[1, 40]
            .Sample(items => FeedAll(items.Select(item => new[] { (byte)0, item.Item1, item.Item2, (byte)1, item.Item3, (byte)1, item.Item4 })),
                iter: 2_000);

    private static void FeedAll(IEnumerable<byte[]> frames)
    {
        var mux = new MuxSession();
        mux.Open("p", [1], []);
        foreach (var frame in frames)
        {
            if (!mux.CanReceive) return;
            mux.Receive(frame);
            while (mux.TryPollEvent(out var @event))
            {
                if (@event is not MuxEvent.RemoteOpening opening) continue;
                if (opening.Id.Length % 2 == 0) mux.Reject(opening.Protocol, opening.Id.Span);
                else mux.Close(mux.Open(opening.Protocol, opening.Id.Span, []));
            }
        }
    }

    private (MuxChannel Here, MuxChannel There) OpenBoth()
    {
        var (here, there) = (_here.Open("p", [9], []), _there.Open("p", [9], []));
        Assert.Equal(["opened p "], CarryAndPoll(_here, _there));
        Assert.Equal(["opened p "], CarryAndPoll(_there, _here));
        return (here, there);
    }

    private static byte[] Take(MuxSession mux)
    {
        var frame = new ArrayBufferWriter<byte>();
        Assert.True(mux.TryPollTransmit(frame));
        return frame.WrittenSpan.ToArray();
    }

    private static void Carry(MuxSession from, MuxSession to) => to.Receive(Take(from));

    private static List<string> CarryAndPoll(MuxSession from, MuxSession to) => Receive(to, Take(from));

    private static List<string> Receive(MuxSession mux, byte[] frame)
    {
        mux.Receive(frame);
        return Poll(mux);
    }

    private static List<string> Poll(MuxSession mux)
    {
        List<string> seen = [];
        while (mux.TryPollEvent(out var @event))
        {
            seen.Add(@event switch
            {
                MuxEvent.RemoteOpening opening => $"opening {opening.Protocol}",
                MuxEvent.Opened opened => $"opened {opened.Channel.Protocol} {Text(opened.Handshake)}",
                MuxEvent.Message message => $"{message.Channel.Protocol} {message.Type} {Text(message.Body)}",
                MuxEvent.Closed { WasRejected: true } closed => $"rejected {closed.Channel.Protocol}",
                MuxEvent.Closed closed => $"closed {closed.Channel.Protocol}",
                MuxEvent.Violated violated => $"violated {violated.Reason}",
                _ => throw new InvalidOperationException(),
            });
        }
        return seen;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) =>
        bytes.Length > 100 ? $"{bytes.Length} bytes" : System.Text.Encoding.ASCII.GetString(bytes.Span);
}
