using System.Collections.Immutable;
using System.Text;
using Growr.Actors.Common;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Simulation;

/// <summary>
/// What <see cref="AggregateActor{TState,TCommand,TEvent}"/> does, without threads and time: stores events as bytes, remembers
/// commands, lets callers wait while a step is open, and carries steps out. When it tries again and when it crashes is up to the test.
/// </summary>
internal sealed class SimulatedEntity<TState, TCommand, TEvent>(EntityId id, SimulatedNode node) : ISimulatedEntity
    where TState : class, IAggregate<TState, TCommand, TEvent>
    where TCommand : class, IEntityCommand
    where TEvent : class, IDomainEvent
{
    private readonly List<(string Manifest, byte[] Bytes)> _journal = [];
    private readonly List<TEvent> _events = [];
    private readonly List<(TCommand Command, Caller Caller)> _waiting = [];
    private CommandMemory _memory = new();
    private TState _state = TState.Empty(id);
    private (ProcessStep Step, int Question)? _flight;

    public IReadOnlyList<IDomainEvent> Events => _events;

    public object State => _state;

    public bool IsAtRest => _state.PendingStep is null;

    public void Hear(IEntityMessage message, Caller caller)
    {
        if (message is IEntityQuery query) node.Answer(caller, _state.Answer(query));
        else Handle((TCommand)message, caller);
        RunProcess();
    }

    public void HearAnswer(int question, object answer)
    {
        if (_flight is not { } flight || flight.Question != question) return;
        _flight = null;
        if (flight.Step.Id == _state.PendingStep?.Id && _state.Outcome(flight.Step, answer) is { } outcome && Handle(outcome, null)) RunProcess();
        else if (flight.Step.Id != _state.PendingStep?.Id) RunProcess();
    }

    public void TryAgain()
    {
        _flight = null;
        RunProcess();
    }

    public void Restart()
    {
        (_state, _memory, _flight) = (TState.Empty(id), new CommandMemory(), null);
        _waiting.Clear();
        for (var i = 0; i < _journal.Count; i++) Learn(Read(i), i + 1);
        RunProcess();
    }

    public object Replayed() => Enumerable.Range(0, _journal.Count).Aggregate(TState.Empty(id), (state, i) => state.Apply(Read(i)));

    private bool Handle(TCommand command, Caller? caller)
    {
        var digest = Encoding.UTF8.GetString(NodeTypes.All.Of(command.GetType()).Write(command));
        if (_memory.Find(command.CommandId, node.Now) is { } earlier)
        {
            if (earlier.Digest == digest) AnswerWhenReady(command, caller);
            else node.Answer(caller, new Replies.Refused(command.CommandId, new Refusal(Codes.Conflict, "Other content.")));
            return false;
        }
        switch (_state.Decide(command, new EventMeta(id.Tenant, command.CommandId, digest, command.By, node.Now)))
        {
            case Decision<TEvent>.Accepted { Events.IsEmpty: false } yes:
                Store(yes.Events);
                AnswerWhenReady(command, caller);
                return true;
            case Decision<TEvent>.Refused no:
                node.Answer(caller, new Replies.Refused(command.CommandId, no.Refusal));
                return false;
            default:
                AnswerWhenReady(command, caller);
                return false;
        }
    }

    private void Store(ImmutableArray<TEvent> events)
    {
        foreach (var @event in events)
        {
            var type = NodeTypes.All.Of(@event.GetType());
            _journal.Add((type.Manifest, type.Write(@event)));
            _events.Add(@event);
            Learn(@event, _journal.Count);
        }
    }

    private void Learn(TEvent @event, long version)
    {
        _state = _state.Apply(@event);
        _memory.Learn(@event, version);
    }

    private TEvent Read(int i) => (TEvent)NodeTypes.All.Named(_journal[i].Manifest).Read(_journal[i].Bytes);

    private void AnswerWhenReady(TCommand command, Caller? caller)
    {
        if (caller is null) return;
        if (_state.PendingStep is { InBackground: false }) _waiting.Add((command, caller));
        else node.Answer(caller, AnswerTo(command));
    }

    private CommandReply AnswerTo(TCommand command) => _memory.Find(command.CommandId, node.Now) switch
    {
        { Refusal: { } refusal } => new Replies.Refused(command.CommandId, refusal),
        var known => _state.Reply(command, new Replies.Done(command.CommandId, known?.Version ?? _journal.Count)),
    };

    private void RunProcess()
    {
        var step = _state.PendingStep;
        if (step is not { InBackground: false })
        {
            foreach (var (command, caller) in _waiting) node.Answer(caller, AnswerTo(command));
            _waiting.Clear();
        }
        if (step is null || step.Id == _flight?.Step.Id) return;
        _flight = (step, node.Ask(step.Message, id));
    }
}
