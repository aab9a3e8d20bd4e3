using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Simulation;

/// <summary>
/// Entities and the messages between them, on one thread and one seed: each move delivers, loses or doubles a message that
/// waits, in any order, lets somebody lose patience, or crashes an entity.
/// </summary>
internal sealed class SimulatedNode(Random random)
{
    private readonly Dictionary<EntityId, ISimulatedEntity> _entities = [];
    private readonly List<(Caller Caller, IEntityMessage? Message, object? Answer)> _letters = [];
    private readonly Dictionary<int, object> _answers = [];
    private int _questions;

    public DateTimeOffset Now { get; set; } = Decisions.Now;

    /// <summary>In the order of their first message.</summary>
    public IEnumerable<KeyValuePair<EntityId, ISimulatedEntity>> Entities => _entities;

    /// <summary>Puts a question on its way; a null asker is the client.</summary>
    public int Ask(IEntityMessage message, EntityId? asker)
    {
        _letters.Add((new Caller(++_questions, asker), message, null));
        return _questions;
    }

    public void Answer(Caller? caller, object answer)
    {
        if (caller is not null) _letters.Add((caller, null, answer));
    }

    /// <summary>What the client heard; null while nothing came.</summary>
    public object? AnswerTo(int question) => _answers.GetValueOrDefault(question);

    public TState? State<TState>(EntityId id) where TState : class => _entities.GetValueOrDefault(id)?.State as TState;

    public void Move()
    {
        switch (random.Next(100))
        {
            case < 70: Deliver(isKept: false); break;
            case < 78: Deliver(isKept: true); break;
            case < 86 when _letters.Count > 0: _letters.RemoveAt(random.Next(_letters.Count)); break;
            case < 96: Somebody()?.TryAgain(); break;
            case < 98: Somebody()?.Restart(); break;
            default: Now += TimeSpan.FromMinutes(random.Next(1, 10)); break;
        }
    }

    /// <summary>Nothing is lost any more, and everybody tries until all is done.</summary>
    public void ComeToRest()
    {
        for (var rounds = 0; ; rounds++)
        {
            while (_letters.Count > 0) Deliver(isKept: false);
            var busy = _entities.Values.Where(entity => !entity.IsAtRest).ToList();
            if (busy.Count == 0) return;
            Assert.True(rounds < 200, $"Never comes to rest: {string.Join(", ", _entities.Where(one => !one.Value.IsAtRest).Select(one => one.Key))}");
            foreach (var entity in busy) entity.TryAgain();
        }
    }

    private void Deliver(bool isKept)
    {
        if (_letters.Count == 0) return;
        var at = random.Next(_letters.Count);
        var (caller, message, answer) = _letters[at];
        if (!isKept) _letters.RemoveAt(at);
        if (message is not null) Entity(message.EntityId).Hear(message, caller);
        else if (caller.Entity is { } asker) Entity(asker).HearAnswer(caller.Question, answer!);
        else _answers.TryAdd(caller.Question, answer!);
    }

    private ISimulatedEntity? Somebody() => _entities.Count == 0 ? null : _entities.Values.ElementAt(random.Next(_entities.Count));

    private ISimulatedEntity Entity(EntityId id)
    {
        if (!_entities.TryGetValue(id, out var entity)) _entities[id] = entity = Make(id);
        return entity;
    }

    private ISimulatedEntity Make(EntityId id) => id.Kind switch
    {
        EntityKinds.Projects => new SimulatedEntity<Project, IProjectCommand, IProjectEvent>(id, this),
        EntityKinds.Funding => new SimulatedEntity<FundingAccount, IFundingCommand, IFundingEvent>(id, this),
        EntityKinds.Loans => new SimulatedEntity<Loan, ILoanCommand, ILoanEvent>(id, this),
        EntityKinds.Payments => new SimulatedEntity<Payment, IPaymentCommand, IPaymentEvent>(id, this),
        EntityKinds.Proofs => new SimulatedEntity<Proof, IProofCommand, IProofEvent>(id, this),
        _ => throw new InvalidOperationException(id.ToString()),
    };
}
