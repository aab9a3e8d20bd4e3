using System.Buffers;
using System.Text.RegularExpressions;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

/// <summary>Each recorded connection twice: our server in place of the recorded one, then our client.</summary>
public sealed class RecordedSessionTests : IDisposable
{
    private static readonly Instant Now = new(0);

    private readonly KeyPair _writer = TestCores.Writer("session-core");

    public void Dispose() => _writer.Dispose();

    [Theory]
    [InlineData("five-blocks", "responder", 5, 6)]
    [InlineData("live-append", "initiator", 2, 9)]
    [InlineData("empty-core-manifest", "responder", 0, 2)]
    [InlineData("seek", "responder", 20, 2)]
    [InlineData("quorum-2-of-3", "responder", 3, 4)]
    [InlineData("compat-core", "responder", 2, 2)]
    [InlineData("static-prologue-core", "responder", 4, 2)]
    public void The_server_answers_a_recorded_reader_as_the_recorded_server_did(string name, string server, int lengthBlocks, int answers)
    {
        var session = new RecordedSession(name);
        var ours = new SessionPeer(ServedCore(session, lengthBlocks), new ReplicationOptions());
        if (lengthBlocks == 0) TestCores.StoreManifest(ours.Core, _writer);
        Play(session, ours, server == "initiator" ? "responder" : "initiator", isWriter: true);
        var recorded = session.Steps.Where(step => step.From == server && step.Type is (MessageType.Data or MessageType.Range));
        var sent = ours.Sent.Where(message => message.Type is MessageType.Data or MessageType.Range).ToList();
        session.Checks.Equal(
            recorded.Select(step => $"{step.Type} {Vectors.Hex(step.Body)}"),
            sent.Select(message => $"{message.Type} {Vectors.Hex(message.Body)}"));
        session.Checks.Equal(answers, sent.Count(message => message.Type == MessageType.Data));
        session.Checks.Equal<Violation?>(null, ours.Violated);
        session.Checks.True(
            Syncs(session, server).Except(Syncs(ours)).Count() == 0,
            $"of {string.Join(", ", Syncs(session, server))} our server sent only {string.Join(", ", Syncs(ours))}");
        session.Checks.Report(checksMin: 4);
    }

    [Theory]
    [InlineData("five-blocks", "responder", 5)]
    [InlineData("live-append", "initiator", 6)]
    public void The_client_gets_the_log_from_what_the_recorded_server_sent(string name, string server, int lengthBlocks)
    {
        var session = new RecordedSession(name);
        var core = TestCores.Written(_writer, 0);
        var ours = new SessionPeer(core, new ReplicationOptions());
        Play(session, ours, server);
        session.Checks.Equal((ulong)lengthBlocks, core.Head.LengthBlocks);
        session.Checks.True(core.Head.IsSameAs(TestCores.Written(_writer, lengthBlocks).Head), "same head as the recorded writer");
        for (var i = 0; i < lengthBlocks; i++)
            session.Checks.Equal(Vectors.Hex(TestCores.Block(i)), core.TryGetBlock((ulong)i, out var block) ? Vectors.Hex(block.Span) : null);
        session.Checks.True(ours.Rejected.Count == 0 && ours.Violated is null, "nothing was refused");
        session.Checks.Equal(new ReplicationEvent.Downloaded((ulong)lengthBlocks), ours.Events.OfType<ReplicationEvent.Downloaded>().Last());
        session.Checks.Report(checksMin: lengthBlocks + 4);
    }

    [Theory]
    [InlineData("quorum-2-of-3", 3, 3)]
    [InlineData("compat-core", 2, 1)]
    [InlineData("static-prologue-core", 4, 1)]
    public void The_client_gets_a_core_of_another_kind_from_what_the_recorded_server_sent(string name, int lengthBlocks, int blocks)
    {
        var session = new RecordedSession(name);
        var recorded = ServedCore(session, lengthBlocks);
        var core = new MemoryCoreStorage().Open(recorded.Key);
        var ours = new SessionPeer(core, new ReplicationOptions());
        Play(session, ours, "responder");
        session.Checks.True(core.Head.IsSameAs(recorded.Head), "same head as the recorded core");
        session.Checks.Equal(Vectors.Hex(recorded.Head.Signature.Span), Vectors.Hex(core.Head.Signature.Span));
        session.Checks.Equal(Vectors.Hex(recorded.Manifest.Span), Vectors.Hex(core.Manifest.Span));
        session.Checks.True(ours.Rejected.Count == 0 && ours.Violated is null, "nothing was refused");
        session.Checks.Equal(blocks, Enumerable.Range(0, lengthBlocks).Count(i => core.HasBlock((ulong)i)));
        session.Checks.Equal(TestCores.Block(1), core.TryGetBlock(1, out var block) ? block.ToArray() : null);

        var next = new SessionPeer(new MemoryCoreStorage().Open(core.Key), new ReplicationOptions());
        new SessionNetwork(ours, next).Open();
        session.Checks.True(next.Core.Head.IsSameAs(recorded.Head) && next.Rejected.Count == 0, "the replica hands it on");
        session.Checks.Report(checksMin: 7);
    }

    [Fact]
    public void Positions_are_found_by_what_the_recorded_server_answered_to_seeks()
    {
        var session = new RecordedSession("seek");
        var core = TestCores.Written(_writer, 0);
        var results = session.Checks.Root.GetProperty("results").EnumerateArray().ToArray();
        foreach (var (data, result) in session.DataFrom("responder").Zip(results))
        {
            var bytes = result.GetProperty("bytes").GetUInt64();
            session.Checks.True(!ByteSeek.TryLocate(core, bytes, 0, out _, out _), "not known before");
            var batch = new ReplicaBatch(core);
            session.Checks.Equal<Violation?>(null, batch.TryAdd(data));
            core.Commit(batch.ToCommit());
            session.Checks.True(ByteSeek.TryLocate(core, bytes, 0, out var block, out var offset), "known now");
            session.Checks.Equal((result.GetProperty("index").GetUInt64(), result.GetProperty("offset").GetUInt64()), (block, offset));
        }
        session.Checks.Report(checksMin: 8);
    }

    [Fact]
    public void A_sparse_server_answers_wants_and_requests_as_the_recorded_one_did()
    {
        var session = new RecordedSession("sparse-server-want-bitfield");
        var full = TestCores.Written(_writer, 40);
        var ours = new SessionPeer(TestCores.Sparse(full, 40, index => index is not (4 or 20 or 21)), new ReplicationOptions());
        var end = session.Steps.FindIndex(step => step.Mark == "server: clear(12)");
        session.Steps.RemoveRange(end, session.Steps.Count - end);
        Play(session, ours, "initiator");
        foreach (var type in new[] { MessageType.Data, MessageType.Bitfield, MessageType.Range })
            session.Checks.Equal(
                session.Steps.Where(step => step.From == "responder" && step.Type == type).Select(step => Vectors.Hex(step.Body)).Order(),
                ours.Sent.Where(message => message.Type == type).Select(message => Vectors.Hex(message.Body)).Order());
        session.Checks.Report(checksMin: 3);
    }

    [Fact]
    public void An_encrypted_core_is_written_and_served_as_the_recorded_one_was()
    {
        var session = new RecordedSession("encrypted-core");
        var ours = new SessionPeer(TestCores.Written(_writer, 0), new ReplicationOptions());
        using var encryption = EncryptionOf(session, ours.Core);
        var plain = Listed(session, "plain").Select(block => new ReadOnlyMemory<byte>(Convert.FromHexString(block!))).ToList();
        var stored = encryption.EncryptAppend(ours.Core.Head, plain);
        session.Checks.Equal(Listed(session, "stored"), stored.Select(block => (string?)Vectors.Hex(block.Span)));
        ours.Core.Commit(Feed.PlanAppend(ours.Core, Manifest.ForWriter(_writer.PublicKey), _writer, stored));
        Play(session, ours, "initiator");
        session.Checks.Equal(
            session.Steps.Where(step => step.From == "responder" && step.Type == MessageType.Data).Select(step => Vectors.Hex(step.Body)),
            ours.Sent.Where(message => message.Type == MessageType.Data).Select(message => Vectors.Hex(message.Body)));
        session.Checks.Report(checksMin: 3);
    }

    [Fact]
    public void An_encrypted_core_is_downloaded_without_its_key_and_read_with_it()
    {
        var session = new RecordedSession("encrypted-core");
        var ours = new SessionPeer(TestCores.Written(_writer, 0), new ReplicationOptions());
        Play(session, ours, "responder");
        using var encryption = EncryptionOf(session, ours.Core);
        var (stored, plain) = (Listed(session, "stored"), Listed(session, "plain"));
        session.Checks.Equal((ulong)plain.Count, ours.Core.ContiguousLengthBlocks);
        for (var i = 0; i < plain.Count; i++)
        {
            session.Checks.True(ours.Core.TryGetBlock((ulong)i, out var block), "held");
            session.Checks.Equal(stored[i], Vectors.Hex(block.Span));
            session.Checks.True(encryption.TryDecrypt((ulong)i, block.Span, out var read), "long enough");
            session.Checks.Equal(plain[i], Vectors.Hex(read.Span));
        }
        session.Checks.Report(checksMin: 10);
    }

    private static BlockEncryption EncryptionOf(RecordedSession session, ICoreReader core)
    {
        session.Checks.Equal(session.Checks.Root.GetProperty("core").GetProperty("key").GetString(), core.Key.ToHex());
        return BlockEncryption.ForCore(core.Key, Vectors.Hex(session.Checks.Root.GetProperty("encryptionKey")));
    }

    private static List<string?> Listed(RecordedSession session, string name) =>
        [.. session.Checks.Root.GetProperty(name).EnumerateArray().Select(block => block.GetString())];

    /// <summary>The recorded writer's core; one of another kind has its own key, manifest and signature in the recording.</summary>
    private ICoreStore ServedCore(RecordedSession session, int lengthBlocks)
    {
        var written = TestCores.Written(_writer, lengthBlocks);
        if (Json.IsNull(session.Checks.Root, "core")) return written;
        var core = session.Checks.Root.GetProperty("core");
        var key = new CoreKey(Vectors.Hex(core.GetProperty("key")));
        Assert.True(Manifest.TryDecode(Vectors.Hex(core.GetProperty("manifest")), out var manifest));
        var signature = Json.IsNull(session.Checks.Root, "signature") ? [] : Vectors.Hex(session.Checks.Root.GetProperty("signature"));
        return TestCores.Resigned(written, key, manifest!.IsCompatWith(key) ? null : manifest, signature);
    }

    private void Play(RecordedSession session, SessionPeer ours, string theirSide, bool isWriter = false)
    {
        ours.Session.Opened(false, Now);
        Drain(ours);
        foreach (var step in session.Steps)
        {
            if (isWriter && step.Mark is { } mark) Append(ours, mark);
            if (step.From != theirSide) continue;
            ours.Receive(step.Type, step.Type == MessageType.Data ? WithOurId(step.Body, ours) : step.Body, Now);
            Drain(ours);
        }
    }

    /// <summary>Our client numbers its requests in its own way: the answer gets the id of our request for the same thing.</summary>
    private static byte[] WithOurId(byte[] body, SessionPeer ours)
    {
        Assert.True(DataMessage.TryDecode(body, out var data));
        foreach (var (type, sent) in ours.Sent)
        {
            if (type != MessageType.Request || !RequestMessage.TryDecode(sent, out var request)) continue;
            if (request.Block?.Index != data!.Block?.Index || request.Upgrade?.Start != data.Upgrade?.Start) continue;
            var output = new ArrayBufferWriter<byte>();
            (data with { RequestId = request.Id }).Encode(output);
            return output.WrittenSpan.ToArray();
        }
        throw new InvalidDataException("The recorded server answered what we never asked.");
    }

    private void Append(SessionPeer ours, string mark)
    {
        if (!Regex.IsMatch(mark, "^writer:? append")) return;
        TestCores.Append(ours.Core, _writer, mark.Contains("3, 4", StringComparison.Ordinal) ? 2 : 1);
        ours.Session.CoreChanged(Now);
        Drain(ours);
    }

    private static void Drain(SessionPeer ours)
    {
        ours.DrainEvents(Now);
        while (ours.TryPoll(out _, out _))
        {
        }
    }

    private static IEnumerable<string> Syncs(RecordedSession session, string side) =>
        session.Steps.Where(step => step.From == side && step.Type == MessageType.Sync).Select(step => Vectors.Hex(step.Body)).Distinct();

    private static IEnumerable<string> Syncs(SessionPeer ours) =>
        ours.Sent.Where(message => message.Type == MessageType.Sync).Select(message => Vectors.Hex(message.Body)).Distinct();
}
