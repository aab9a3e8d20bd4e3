using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Growr.Actors.Common;

/// <summary>
/// The shell around one aggregate: recovers it from its events, decides one command at a time, stores, then answers.
/// What the node is doing for it survives a restart: events, remembered commands and the pending step all come back.
/// A journal that fails stops the actor; the caller asks again with the same command id.
/// </summary>
public sealed class AggregateActor<TState, TCommand, TEvent> : UntypedPersistentActor, IWithTimers
    where TState : class, IAggregate<TState, TCommand, TEvent>
    where TCommand : class, IEntityCommand
    where TEvent : class, IDomainEvent
{
    private readonly EntityId _id;
    private readonly AggregateSettings _settings;
    private readonly WireSerializer _wire;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CommandMemory _memory = new();
    private readonly Dictionary<CommandId, List<Waiting>> _waiting = [];
    private TState _state;
    private ProcessStep? _inFlight;
    private int _failedTries;

    public AggregateActor(EntityId id, AggregateSettings settings)
    {
        (_id, _settings) = (id, settings);
        _wire = WireSerializer.In(Context.System);
        _state = TState.Empty(id);
    }

    public override string PersistenceId => _id.ToString();

    // Entities are short; replaying is cheap and events are the only truth.
    public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.SetReceiveTimeout(_settings.IdleUntilPassivated);
        base.PreStart();
    }

    protected override void OnRecover(object message)
    {
        if (Unmarked(message) is TEvent @event) Learn(@event);
        else if (message is RecoveryCompleted) RunProcess();
        else throw new UnreachableException(message.GetType().FullName);
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case TCommand command when command.EntityId == _id: Handle(command, Sender); break;
            case TCommand command: Refuse(Sender, command, Codes.NotFound, "Not this entity."); break;
            case IEntityQuery query: Sender.Tell(_state.Answer(query)); break;
            case WakeEntity: break;   // recovery has taken up what was open
            case StepAnswered answered: OnStepAnswered(answered); break;
            case StepFailed failed when EndFlight(failed.Step): TryLater(failed.Cause); break;
            case StepFailed: break;
            case RetryStep: RunProcess(); break;
            case ReceiveTimeout: PassivateIfIdle(); break;
            case Stop: Context.Stop(Self); break;
            default: Sender.Tell(new Replies.NotUnderstood(_id, message.GetType().Name)); break;
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "{Entity}: the journal rejected event {SequenceNr}", PersistenceId, sequenceNr);
        Context.Stop(Self);
    }

    /// <returns>Whether events are being stored.</returns>
    private bool Handle(TCommand command, IActorRef caller)
    {
        var now = _settings.Clock.GetUtcNow();
        var digest = _wire.Digest(command);
        if (_memory.Find(command.CommandId, now) is { } earlier)
        {
            if (earlier.Digest == digest) AnswerWhenReady(command, caller);
            else Refuse(caller, command, Codes.Conflict, "This command id was used for something else.");
            return false;
        }
        if (command.ExpectedVersion is { } expected && expected != Version)
        {
            Refuse(caller, command, Codes.Conflict, $"Expected version {expected}, it is {Version}. Read again, then retry.");
            return false;
        }
        switch (Decide(command, new EventMeta(_id.Tenant, command.CommandId, digest, command.By, now)))
        {
            case Decision<TEvent>.Accepted { Events.IsEmpty: false } granted:
                Store(granted.Events, command, caller);
                return true;
            case Decision<TEvent>.Refused no:
                caller.Tell(new Replies.Refused(command.CommandId, no.Refusal));
                return false;
            default:
                AnswerWhenReady(command, caller);
                return false;
        }
    }

    /// <summary>What cannot be applied must never be stored: it would stop the entity for ever.</summary>
    private Decision<TEvent> Decide(TCommand command, EventMeta meta)
    {
        try
        {
            var decision = _state.Decide(command, meta);
            if (decision is Decision<TEvent>.Accepted { Events: var events }) _ = events.Aggregate(_state, (state, @event) => state.Apply(@event));
            return decision;
        }
        catch (OverflowException)
        {
            return new Refusal(Codes.Validation, "Amounts this large cannot be held.");
        }
    }

    private void Store(ImmutableArray<TEvent> events, TCommand command, IActorRef caller)
    {
        var left = events.Length;
        PersistAll(Marked(events), stored =>
        {
            Learn((TEvent)Unmarked(stored));
            if (--left > 0) return;
            Context.System.EventStream.Publish(new JournalGrew(_id.Tenant));
            AnswerWhenReady(command, caller);
            RunProcess();
        });
    }

    /// <summary>Events that leave a step open carry a tag: a node that comes back finds by it whom to wake.</summary>
    private IEnumerable<object> Marked(ImmutableArray<TEvent> events)
    {
        var leavesStepOpen = events.Aggregate(_state, (state, @event) => state.Apply(@event)).PendingStep is not null;
        return leavesStepOpen ? [.. events[..^1], new Tagged(events[^1], [EventTagger.OpenStep])] : events;
    }

    // The journal in memory gives events back as they were handed to it.
    private static object Unmarked(object stored) => stored is Tagged marked ? marked.Payload : stored;

    private void Learn(TEvent @event)
    {
        _state = _state.Apply(@event);
        _memory.Learn(@event, Version = LastSequenceNr);
    }

    /// <summary>Callers wait while a step is open, so that "done" means done everywhere.</summary>
    private void AnswerWhenReady(TCommand command, IActorRef caller)
    {
        if (_state.PendingStep is not { InBackground: false })
        {
            caller.Tell(AnswerTo(command));
            return;
        }
        if (!_waiting.TryGetValue(command.CommandId, out var callers)) _waiting[command.CommandId] = callers = [];
        if (callers.Count < WaitingPerCommandMax) callers.Add(new Waiting(command, caller));
        else Refuse(caller, command, Codes.RateLimited, "Already being worked on; ask again in a moment.");
    }

    private CommandReply AnswerTo(TCommand command)
    {
        var known = _memory.Find(command.CommandId, _settings.Clock.GetUtcNow());
        return known?.Refusal is { } refusal
            ? new Replies.Refused(command.CommandId, refusal)
            : _state.Reply(command, new Replies.Done(command.CommandId, known?.Version ?? Version));
    }

    private void RunProcess()
    {
        var step = _state.PendingStep;
        if (step is not { InBackground: false }) AnswerWaiting();
        if (step is null || step.Id == _inFlight?.Id) return;
        _inFlight = step;
        _ = _settings.Router.Ask(step.Message, _settings.StepDeadline).PipeTo(Self,
            success: reply => new StepAnswered(step, reply),
            failure: cause => new StepFailed(step, cause.Message));
    }

    private void AnswerWaiting()
    {
        foreach (var waiting in _waiting.Values.SelectMany(callers => callers)) waiting.Caller.Tell(AnswerTo(waiting.Command));
        _waiting.Clear();
    }

    private void OnStepAnswered(StepAnswered answered)
    {
        if (!EndFlight(answered.Step)) return;
        var outcome = _state.Outcome(answered.Step, answered.Reply);
        if (outcome is not null && Handle(outcome, ActorRefs.Nobody)) _failedTries = 0;
        else TryLater(answered.Reply.ToString() ?? "no answer");
    }

    /// <returns>False when the step was settled meanwhile by a command; then the next one has been started.</returns>
    private bool EndFlight(ProcessStep step)
    {
        if (step.Id == _inFlight?.Id) _inFlight = null;
        if (step.Id == _state.PendingStep?.Id) return true;
        RunProcess();
        return false;
    }

    private void TryLater(string cause)
    {
        if (_state.PendingStep is not { } step) return;
        var wait = Backoff(_failedTries++);
        _log.Warning("{Entity}: {Step} not answered ({Cause}), again in {Wait}", PersistenceId, step.Name, cause, wait);
        Timers.StartSingleTimer(RetryStep.Instance, RetryStep.Instance, wait);
    }

    private TimeSpan Backoff(int failedTries) => TimeSpan.FromTicks(Math.Min(
        _settings.StepBackoffMax.Ticks, _settings.StepBackoffMin.Ticks << Math.Min(failedTries, 20)));

    private void PassivateIfIdle()
    {
        if (_state.PendingStep is null) Context.Parent.Tell(new Passivate(Stop.Instance));
    }

    private static void Refuse(IActorRef caller, TCommand command, string code, string message) =>
        caller.Tell(new Replies.Refused(command.CommandId, new Refusal(code, message)));

    private long Version { get; set; }

    private sealed record Waiting(TCommand Command, IActorRef Caller);

    private sealed record StepAnswered(ProcessStep Step, object Reply) : INoSerializationVerificationNeeded;

    private sealed record StepFailed(ProcessStep Step, string Cause) : INoSerializationVerificationNeeded;

    private sealed record RetryStep : INoSerializationVerificationNeeded
    {
        public static readonly RetryStep Instance = new();
    }

    private sealed record Stop : INoSerializationVerificationNeeded
    {
        public static readonly Stop Instance = new();
    }

    private const int WaitingPerCommandMax = 16;
}
