using System.Buffers;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit;
using Growr.Actors.Swarm;
using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;
using Growr.Hypercore.Replication.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Growr.Actors.Tests.Swarm;

/// <summary>The stage between queues; the other side of the connection is a session held by the test.</summary>
public sealed class PeerStageTests : TestKit
{
    private const long UnstoredBytesMax = 100_000;
    private const int BlockBytes = 20_000;

    private readonly FakeTimeProvider _time = new();
    private readonly KeyPair _serverKey = KeyPair.FromSeed(new byte[32]);
    private readonly KeyPair _readerKey = KeyPair.FromSeed(Enumerable.Repeat((byte)1, 32).ToArray());
    private readonly ICoreStore _written;
    private readonly PeerSession _server;
    private readonly ISourceQueueWithComplete<ReadOnlySequence<byte>> _toStage;
    private readonly ISinkQueue<ReadOnlyMemory<byte>> _fromStage;
    private readonly Task<PeerEnding> _ending;
    private readonly PeerStageEvents.Started _stage;
    private readonly Task _still = new TaskCompletionSource().Task;
    private Task<Akka.Util.Option<ReadOnlyMemory<byte>>> _pull;
    private Task? _offer;

    public PeerStageTests() : base("akka.loglevel = OFF")
    {
        var manifest = Manifest.ForWriter(_serverKey.PublicKey);
        _written = new MemoryCoreStorage().Open(manifest.DeriveKey());
        var blocks = Enumerable.Range(0, 50).Select(_ => new ReadOnlyMemory<byte>(new byte[BlockBytes])).ToArray();
        _written.Commit(Feed.PlanAppend(_written, manifest, _serverKey, blocks));
        _server = new PeerSession(
            isInitiator: false, _serverKey, new SystemNonces(), new OneCore(_written), SwarmSettings.Serving, _time.Now());

        var stage = new PeerStage(NewReader, _time, TestActor, UnstoredBytesMax);
        ((_toStage, _ending), _fromStage) = Source.Queue<ReadOnlySequence<byte>>(1, OverflowStrategy.Backpressure)
            .ViaMaterialized(stage, Keep.Both)
            .ToMaterialized(Sink.Queue<ReadOnlyMemory<byte>>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both)
            .Run(Sys.Materializer());
        _stage = ExpectMsg<PeerStageEvents.Started>();
        _pull = _fromStage.PullAsync();
    }

    [Fact]
    public async Task Reading_stops_while_too_much_waits_to_be_stored_and_goes_on_afterwards()
    {
        _stage.Stage.Tell(new PeerStageCommands.Open(CopyWithoutBlocks(), SwarmSettings.Following));
        var first = await ArrivedUntilStill();
        Assert.InRange(first, UnstoredBytesMax, UnstoredBytesMax + ProtocolLimits.MuxBatchTargetBytes + 2 * BlockBytes);

        _stage.Stage.Tell(new PeerStageCommands.DataHandled(first));
        Assert.InRange(await ArrivedUntilStill(), UnstoredBytesMax, 2 * UnstoredBytesMax);
    }

    [Fact]
    public async Task A_peer_that_closes_ends_the_stage()
    {
        _toStage.Complete();
        Assert.Equal(new PeerEnding.ClosedByPeer(), await _ending.WaitAsync(SwarmNode.Within));
    }

    [Fact]
    public async Task A_network_failure_ends_the_stage_with_its_message()
    {
        _toStage.Fail(new IOException("cable cut"));
        Assert.Equal(new PeerEnding.Failed("cable cut"), await _ending.WaitAsync(SwarmNode.Within));
    }

    [Fact]
    public async Task Hanging_up_ends_both_sides()
    {
        _stage.Stage.Tell(new PeerStageCommands.HangUp());
        Assert.Equal(new PeerEnding.ClosedByUs(), await _ending.WaitAsync(SwarmNode.Within));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _server.Dispose();
        _serverKey.Dispose();
        _readerKey.Dispose();
    }

    // Carries bytes both ways until the stage neither takes nor gives any; says how much data it handed out.
    private async Task<long> ArrivedUntilStill()
    {
        while (true)
        {
            _offer ??= OfferNext();
            var moved = await Task.WhenAny(_pull, _offer ?? _still, Task.Delay(TimeSpan.FromMilliseconds(300)));
            if (moved == _pull)
            {
                _server.Receive((await _pull).Value.Span, _time.Now());
                while (_server.TryPollEvent(out _)) { }
                _pull = _fromStage.PullAsync();
            }
            else if (moved == _offer) _offer = null;
            else break;
        }
        long arrived = 0;
        while (ReceiveOne(TimeSpan.Zero) is { } news)
            if (news is PeerStageEvents.DataArrived data) arrived += data.Bytes;
        return arrived;
    }

    private Task? OfferNext()
    {
        var output = new ArrayBufferWriter<byte>();
        return _server.TryPollTransmit(output) ? _toStage.OfferAsync(new ReadOnlySequence<byte>(output.WrittenMemory)) : null;
    }

    // The length is known already, so the blocks are asked for at once.
    private ICoreStore CopyWithoutBlocks()
    {
        var copy = new MemoryCoreStorage().Open(_written.Key);
        var request = new RequestMessage { Id = 1, Upgrade = new UpgradeRequest(0, _written.Head.LengthBlocks), WantsManifest = true };
        Assert.True(Prover.TryProve(_written, request, out var upgrade, out _));
        var batch = new ReplicaBatch(copy);
        Assert.Null(batch.TryAdd(upgrade!));
        copy.Commit(batch.ToCommit());
        return copy;
    }

    private PeerSession NewReader(Instant now) =>
        new(isInitiator: true, _readerKey, new SystemNonces(), new OneCore(_written), SwarmSettings.Serving, now);
}
