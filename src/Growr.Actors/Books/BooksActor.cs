using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Growr.Actors.Common;
using Growr.Actors.Feeds;

namespace Growr.Actors.Books;

/// <summary>
/// Owns all books of one tenant: follows the tenant's journal, lets every book say its rows, and has the feeds append them.
/// Talks to the journal and to the catalog of feeds. A restart loses nothing: it reads the journal from the start to know the states
/// again, and every book skips what its core has already committed.
/// </summary>
/// <remarks>
/// LIMIT: every entity's state is held in memory and the whole journal of the tenant is read at start.
/// </remarks>
public sealed class BooksActor : ReceiveActor, IWithTimers
{
    private const int EventsPerReadMax = 500;

    private readonly ICurrentEventsByTagQuery _journal;
    private readonly string _tag;
    private readonly JournalFold _fold;
    private readonly IReadOnlyList<(BookHandle Handle, BookWriter Writer)> _books;
    private readonly List<(BooksQueries.AwaitEntry Query, IActorRef Asker)> _waiting = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IMaterializer _materializer = Context.Materializer();
    private Offset _offset = Offset.NoOffset();
    private bool _isDraining;
    private bool _isWoken;

    private readonly IActorRef _feeds;

    public BooksActor(
        TenantId tenant, IReadOnlyList<BookHandle> books, Func<JournalFold> fold, IActorRef feeds, ICurrentEventsByTagQuery journal)
    {
        (_tag, _fold, _feeds, _journal) = (EventTagger.TenantTag(tenant), fold(), feeds, journal);
        _books = [.. books.Select(handle => (handle, new BookWriter(handle.Kind, handle.Core, handle.Encryption)))];

        Receive<JournalGrew>(grew => grew.TenantId == tenant, _ => Drain());
        Receive<Poll>(_ => Drain());
        Receive<Drained>(Continue);
        Receive<Status.Failure>(failure => throw new BooksFailedException(tenant, failure.Cause));
        Receive<BooksQueries.GetBooks>(_ => Sender.Tell(new BooksReplies.Books(books)));
        Receive<BooksQueries.AwaitEntry>(query =>
        {
            _waiting.Add((query, Sender));
            AnswerWaiting();
            Drain();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;


    /// <summary>The books under a supervisor that starts them again, with backoff, from what the cores hold.</summary>
    public static Props Supervised(
        TenantId tenant, IReadOnlyList<BookHandle> books, Func<JournalFold> fold, IActorRef feeds, ICurrentEventsByTagQuery journal) =>
        BackoffSupervisor.Props(Backoff.OnFailure(
            Props.Create(() => new BooksActor(tenant, books, fold, feeds, journal)), "books",
            minBackoff: TimeSpan.FromMilliseconds(200), maxBackoff: TimeSpan.FromSeconds(10), randomFactor: 0.2, maxNrOfRetries: -1));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<JournalGrew>(Self);
        Timers.StartPeriodicTimer(nameof(Poll), new Poll(), TimeSpan.Zero, SlowPoll);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Drain()
    {
        _isWoken = true;
        if (_isDraining) return;
        (_isDraining, _isWoken) = (true, false);
        _ = DrainOnceAsync(_offset).PipeTo(Self);
    }

    private void Continue(Drained drained)
    {
        _isDraining = false;
        _offset = drained.Offset;
        AnswerWaiting();
        if (drained.Count > 0 || _isWoken) Drain();
        // The journal shows an event a moment after it is stored; whoever waits for one should not wait for the slow poll.
        else if (_waiting.Count > 0) Timers.StartSingleTimer(nameof(FastPoll), new Poll(), FastPoll);
    }

    /// <summary>Reads the next events, has every book take them, and appends. Runs alone: nothing else touches the writers.</summary>
    private async Task<Drained> DrainOnceAsync(Offset from)
    {
        var events = await _journal.CurrentEventsByTag(_tag, from).Take(EventsPerReadMax)
            .RunWith(Sink.Seq<EventEnvelope>(), _materializer);
        foreach (var envelope in events)
        {
            var id = EntityId.Parse(envelope.PersistenceId);
            var offset = ((Sequence)envelope.Offset).Value;
            if (_fold.Next(id, envelope.SequenceNr, (IDomainEvent)envelope.Event, offset) is not { } entry) continue;
            foreach (var (_, writer) in _books) writer.Add(entry);
        }
        await Task.WhenAll(_books.Where(book => book.Writer.HasPendingBlocks).Select(AppendAsync));
        return new Drained(events.Count == 0 ? from : events[^1].Offset, events.Count);
    }

    private async Task AppendAsync((BookHandle Handle, BookWriter Writer) book)
    {
        var (handle, writer) = book;
        var append = new FeedCommands.Append(handle.Key, writer.PendingBlocks, writer.UserData, writer.Expected);
        var reply = await _feeds.Ask<object>(append, AppendDeadline);
        if (reply is not FeedReplies.Appended) throw new InvalidOperationException($"book {handle.Kind.Name}: {reply}");
        writer.Committed();
    }

    private void AnswerWaiting()
    {
        foreach (var (query, asker) in _waiting.Where(IsReached).ToList())
            asker.Tell(new BooksReplies.CaughtUp(query.EntityId, query.Version));
        _waiting.RemoveAll(IsReached);
    }

    private bool IsReached((BooksQueries.AwaitEntry Query, IActorRef Asker) waiting) =>
        !_isDraining && _fold.SeqOf(waiting.Query.EntityId) >= waiting.Query.Version;

    private sealed record Poll;

    private sealed record Drained(Offset Offset, int Count);

    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FastPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AppendDeadline = TimeSpan.FromSeconds(30);
}

/// <summary>The books of a tenant could not go on; the supervisor starts them again from what the cores hold.</summary>
public sealed class BooksFailedException(TenantId tenant, Exception cause)
    : Exception($"The books of {tenant} stopped: {cause.Message}", cause);
