using System.Text.Json.Nodes;
using Growr.Actors.Books;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Lending;
using Growr.Actors.Payments;
using Growr.Actors.Projects;
using Growr.Actors.Tenancy;

namespace Growr.Actors.Tests.Books;

/// <summary>
/// A tenant without actors: commands go to the pure rules, steps from one entity to the next at once. What happens is kept as
/// the journal that books are made of.
/// </summary>
internal sealed class Ledger
{
    public static readonly TenantId Tenant = new("coop");
    public static readonly ActorId Admin = new("admin-7"), Second = new("second-7"), Agent = new("agent-7");

    private readonly Dictionary<EntityId, IEntity> _entities = [];
    private readonly JournalFold _fold = AllBooks.Fold();
    private long _offset;
    private int _commands;

    public List<JournalEntry> Entries { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public CommandId Next() => new($"cmd-{++_commands}");

    /// <summary>Whatever the answer is.</summary>
    public CommandReply Try(IEntityCommand command) => EntityOf(command.EntityId).Handle(command);

    /// <summary>A command that must be granted.</summary>
    public CommandReply Do(IEntityCommand command) => Try(command) is var reply && reply is Replies.Refused no
        ? throw new InvalidOperationException($"{command.GetType().Name}: {no.Refusal.Code} {no.Refusal.Message} {string.Join(' ', no.Refusal.Reasons)}")
        : reply;

    public TView Find<TView>(IEntityQuery query) where TView : class =>
        EntityOf(query.EntityId).Answer(query) as TView ?? throw new InvalidOperationException($"No {typeof(TView).Name} at {query.EntityId}.");

    /// <summary>Ages every loan, closes the day and goes on in the next morning.</summary>
    public void EndDay()
    {
        foreach (var id in _entities.Keys.Where(id => id.Kind == EntityKinds.Loans).ToList()) Try(new LoanCommands.EndDay(id, Next(), ActorId.System, Today));
        Do(new BusinessDayCommands.CloseDay(BusinessDay.IdOf(Tenant), Next(), ActorId.System, Today));
        Now = Now.AddDays(1);
    }

    public void EndDays(int count)
    {
        for (var i = 0; i < count; i++) EndDay();
    }

    /// <summary>Closes days until a day is the business date.</summary>
    public void GoTo(int year, int month, int day) => EndDays(new DateOnly(year, month, day).DayNumber - Today.DayNumber);

    /// <summary>All changes one book makes of the journal, in order.</summary>
    public List<BookRow> Rows(string name, bool isPublic = false)
    {
        var book = KindOf(name, isPublic).Open();
        return [.. Entries.SelectMany(book.Project)];
    }

    /// <summary>One book as it stands at the end.</summary>
    public SortedDictionary<string, JsonObject> Book(string name, bool isPublic = false)
    {
        var book = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var row in Rows(name, isPublic))
            if (row.Value is null) book.Remove(row.Key);
            else book[row.Key] = row.Value;
        return book;
    }

    public static BookKind KindOf(string name, bool isPublic) => AllBooks.Kinds.Single(kind => kind.Name == name && kind.IsPublic == isPublic);

    private void Record(EntityId id, IDomainEvent @event)
    {
        // Gaps, as in a real journal.
        _offset += 1 + _offset % 3;
        var seq = _fold.SeqOf(id) + 1;
        if (_fold.Next(id, seq, @event, _offset) is { } entry) Entries.Add(entry);
    }

    private IEntity EntityOf(EntityId id)
    {
        if (!_entities.TryGetValue(id, out var entity)) _entities[id] = entity = id.Kind switch
        {
            EntityKinds.Projects => new Entity<Project, IProjectCommand, IProjectEvent>(this, id),
            EntityKinds.Loans => new Entity<Loan, ILoanCommand, ILoanEvent>(this, id),
            EntityKinds.Funding => new Entity<FundingAccount, IFundingCommand, IFundingEvent>(this, id),
            EntityKinds.Payments => new Entity<Payment, IPaymentCommand, IPaymentEvent>(this, id),
            EntityKinds.Proofs => new Entity<Proof, IProofCommand, IProofEvent>(this, id),
            EntityKinds.Days => new Entity<BusinessDay, IBusinessDayCommand, IBusinessDayEvent>(this, id),
            _ => throw new ArgumentException($"No such kind: {id.Kind}", nameof(id)),
        };
        return entity;
    }

    private object Route(IEntityMessage message) => message is IEntityCommand command ? Try(command) : EntityOf(message.EntityId).Answer((IEntityQuery)message);

    private interface IEntity
    {
        CommandReply Handle(IEntityCommand command);
        IWire Answer(IEntityQuery query);
    }

    private sealed class Entity<TState, TCommand, TEvent>(Ledger ledger, EntityId id) : IEntity
        where TState : class, IAggregate<TState, TCommand, TEvent>
        where TCommand : class, IEntityCommand
        where TEvent : class, IDomainEvent
    {
        private readonly Dictionary<CommandId, Refusal> _verdicts = [];
        private TState _state = TState.Empty(id);
        private long _version;
        private bool _isStepping;

        public IWire Answer(IEntityQuery query) => _state.Answer(query);

        public CommandReply Handle(IEntityCommand message)
        {
            var command = (TCommand)message;
            switch (_state.Decide(command, new EventMeta(Tenant, command.CommandId, "digest", command.By, ledger.Now)))
            {
                case Decision<TEvent>.Refused no:
                    return new Replies.Refused(command.CommandId, no.Refusal);
                case Decision<TEvent>.Accepted yes:
                    foreach (var @event in yes.Events) Learn(@event);
                    break;
            }
            if (!_isStepping) RunSteps();
            return _verdicts.TryGetValue(command.CommandId, out var refusal)
                ? new Replies.Refused(command.CommandId, refusal)
                : _state.Reply(command, new Replies.Done(command.CommandId, _version));
        }

        private void Learn(TEvent @event)
        {
            _state = _state.Apply(@event);
            _version++;
            if (@event.Verdict is { } verdict) _verdicts[verdict.CommandId] = verdict.Refusal;
            ledger.Record(id, @event);
        }

        private void RunSteps()
        {
            _isStepping = true;
            for (var steps = 0; _state.PendingStep is { } step; steps++)
            {
                Assert.True(steps < 50, $"The process does not end: {step.Name}");
                var outcome = _state.Outcome(step, ledger.Route(step.Message));
                Assert.NotNull(outcome);
                Handle(outcome);
            }
            _isStepping = false;
        }
    }
}
