using System.Buffers;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Stage;
using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Replication;

namespace Growr.Actors.Swarm;

/// <summary>
/// Lets a <see cref="PeerSession"/> live in a graph: bytes from the peer in, bytes for the peer out, and messages to and from
/// the connection's actor beside. Its value tells how the connection ended; nothing else carries an ending.
/// <list type="bullet">
/// <item>push: the session takes the bytes, its news go to the actor.</item>
/// <item>pull: the session is asked for one batch; without any, the pull is answered by the next input.</item>
/// <item>upstream finish: the peer closed; what the actor was told before stays told.</item>
/// <item>upstream failure, downstream cancel: the network failed, with its message.</item>
/// <item>a violation: both sides are completed, the peer hears nothing more.</item>
/// </list>
/// It reads only while less than <paramref name="unstoredBytesMax"/> of data waits to be stored and the peer takes our answers.
/// </summary>
internal sealed class PeerStage(Func<Instant, PeerSession> createSession, TimeProvider time, IActorRef owner, long unstoredBytesMax)
    : GraphStageWithMaterializedValue<FlowShape<ReadOnlySequence<byte>, ReadOnlyMemory<byte>>, Task<PeerEnding>>
{
    private readonly Inlet<ReadOnlySequence<byte>> _in = new("peer.in");
    private readonly Outlet<ReadOnlyMemory<byte>> _out = new("peer.out");

    public override FlowShape<ReadOnlySequence<byte>, ReadOnlyMemory<byte>> Shape => new(_in, _out);

    public override ILogicAndMaterializedValue<Task<PeerEnding>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var ending = new TaskCompletionSource<PeerEnding>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new LogicAndMaterializedValue<Task<PeerEnding>>(new Logic(this, createSession, time, owner, unstoredBytesMax, ending), ending.Task);
    }

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly PeerStage _stage;
        private readonly TimeProvider _time;
        private readonly IActorRef _owner;
        private readonly long _unstoredBytesMax;
        private readonly TaskCompletionSource<PeerEnding> _ended;
        private readonly PeerSession _session;
        private readonly PeerNews _news;
        private readonly ArrayBufferWriter<byte> _output = new();
        private readonly ITimer _timer;
        private PeerEnding _ending = new PeerEnding.Failed("The connection's graph was stopped.");
        private Instant? _armed;
        private long _unstoredBytes;

        public Logic(
            PeerStage stage, Func<Instant, PeerSession> createSession, TimeProvider time, IActorRef owner, long unstoredBytesMax,
            TaskCompletionSource<PeerEnding> ended)
            : base(stage.Shape)
        {
            (_stage, _time, _owner, _unstoredBytesMax, _ended) = (stage, time, owner, unstoredBytesMax, ended);
            _session = createSession(time.Now());
            _news = new PeerNews(_session);
            var onTimer = GetAsyncCallback(HandleTimeout);
            _timer = time.CreateTimer(_ => onTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            SetHandlers(stage._in, stage._out, this);
        }

        public override void PreStart()
        {
            var actor = GetStageActor(message => Handle(message.Item2));
            _owner.Tell(new PeerStageEvents.Started(actor.Ref));
            AfterInput();
        }

        public override void PostStop()
        {
            _timer.Dispose();
            _session.Dispose();
            _ended.SetResult(_ending);
        }

        public override void OnPush()
        {
            foreach (var piece in Grab(_stage._in)) _session.Receive(piece.Span, _time.Now());
            AfterInput();
        }

        public override void OnPull() => AfterInput();

        public override void OnUpstreamFinish() => End(new PeerEnding.ClosedByPeer());

        public override void OnUpstreamFailure(Exception e) => End(new PeerEnding.Failed(e.GetBaseException().Message));

        public override void OnDownstreamFinish(Exception cause) => End(new PeerEnding.Failed(cause.GetBaseException().Message));

        private void Handle(object message)
        {
            switch (message)
            {
                case PeerStageCommands.Open open: _session.Open(open.Core, open.Options, _time.Now()); break;
                case PeerStageCommands.CoreChanged changed:
                    _session.CoreChanged(DiscoveryKey.Of(changed.CoreKey), _time.Now());
                    break;
                case PeerStageCommands.DataRejected rejected:
                    _session.Reject(DiscoveryKey.Of(rejected.CoreKey), rejected.RequestId, rejected.Violation, _time.Now());
                    break;
                case PeerStageCommands.DataHandled handled: _unstoredBytes -= handled.Bytes; break;
                case PeerStageCommands.HangUp: End(new PeerEnding.ClosedByUs()); return;
            }
            AfterInput();
        }

        private void HandleTimeout()
        {
            _armed = null;
            _session.HandleTimeout(_time.Now());
            AfterInput();
        }

        private void AfterInput()
        {
            foreach (var news in _news.Collect())
            {
                if (news is PeerStageEvents.DataArrived data) _unstoredBytes += data.Bytes;
                _owner.Tell(news);
            }
            if (_news.Violation is { } reason)
            {
                End(new PeerEnding.Violated(reason));
                return;
            }
            if (IsAvailable(_stage._out)) Transmit();
            ArmTimer();
            var mayRead = _unstoredBytes < _unstoredBytesMax && _session.CanReceive;
            if (mayRead && !HasBeenPulled(_stage._in) && !IsClosed(_stage._in)) Pull(_stage._in);
        }

        // The pull that asks for this batch says that the one before has left, so its memory is free.
        private void Transmit()
        {
            _output.ResetWrittenCount();
            if (_session.TryPollTransmit(_output)) Push(_stage._out, _output.WrittenMemory);
        }

        // A timer that is early costs one look; so it is set anew only when it would be late.
        private void ArmTimer()
        {
            if (_session.NextTimeout is not { } next || _armed <= next) return;
            _armed = next;
            var wait = next - _time.Now();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        private void End(PeerEnding ending)
        {
            _ending = ending;
            CompleteStage();
        }
    }
}
