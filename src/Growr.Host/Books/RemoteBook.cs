using System.Net;
using System.Threading.Channels;
using Akka.Actor;
using Growr.Actors.Feeds;
using Growr.Actors.Swarm;
using Growr.Host.Cli;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Host.Books;

/// <summary>A book on another node, copied into memory block by verified block, as long as this object lives.</summary>
public sealed class RemoteBook : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly KeyStore _keys;
    private readonly ICoreStorage _storage;
    private readonly IPEndPoint _peer;
    private readonly Channel<object> _news = Channel.CreateUnbounded<object>();
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("growr-read-");
    private ulong _expectedBlocks;

    private RemoteBook(CoreKey key, IPEndPoint peer)
    {
        (Key, _peer) = (key, peer);
        _keys = KeyStore.Ephemeral();
        _storage = new MemoryCoreStorage();
        _system = ActorSystem.Create("growr-reader", FeedDispatcher.Hocon + "\nakka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [] }");
    }

    public CoreKey Key { get; }

    public ICoreReader Core { get; private set; } = null!;

    /// <summary>Starts copying; <see cref="CatchUpAsync"/> waits until there is something to read.</summary>
    public static async Task<RemoteBook> OpenAsync(CoreKey key, IPEndPoint peer)
    {
        var book = new RemoteBook(key, peer);
        var shared = new SharedCores();
        var feeds = book._system.ActorOf(FeedCatalogActor.Props(
            book._storage, book._keys, shared, new FeedQuarantine(book._scratch.FullName)), "feeds");
        var swarm = book._system.ActorOf(SwarmActor.Props(
            new SwarmSettings { Identity = book._keys.Writer("identity").KeyPair, Published = shared, ListenOn = null }, feeds), "swarm");
        var news = book._system.ActorOf(Props.Create(() => new BookNewsActor(key, book._news.Writer)), "news");
        swarm.Tell(new SwarmCommands.Subscribe(), news);
        book.Core = await swarm.Ask<object>(new SwarmCommands.Follow(key, IsShared: false)) switch
        {
            SwarmReplies.Following following => following.Core,
            var other => throw new InvalidOperationException($"Following was answered with {other}."),
        };
        swarm.Tell(new SwarmCommands.Dial(peer));
        return book;
    }

    /// <summary>Waits until everything the peer has is here, at the first time or once it has more.</summary>
    /// <param name="patience">How long to wait for anything new; null for ever, through lost connections.</param>
    /// <param name="tell">Hears how far it is, when it takes longer than a second.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The head that is here now.</returns>
    /// <exception cref="UserError">The peer cannot be reached, does not have the book, broke the protocol, or is silent for too long.</exception>
    public async Task<LogHead> CatchUpAsync(TimeSpan? patience, Action<string> tell, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            while (true)
                switch (await NextAsync(timeout, patience, tell, either.Token))
                {
                    case SwarmEvents.CoreDownloaded: return Core.Head;
                    case SwarmEvents.CoreSeen seen: _expectedBlocks = seen.LengthBlocks; break;
                    case SwarmEvents.CoreClosed { WasRejected: true }: throw new UserError(
                        $"{_peer} does not offer book {Key}. Check the key; a node offers its public books only.");
                    case SwarmEvents.PeerUnreachable unreachable when patience is not null: throw new UserError(
                        $"{_peer} cannot be reached: {unreachable.Message}. Check the address and that the node runs.");
                    case SwarmEvents.PeerGone { Ending: PeerEnding.Violated violated }: throw new UserError(
                        $"{_peer} broke the protocol ({violated.Reason}); what it sent was not stored. Ask another peer.");
                    case SwarmEvents.PeerGone when patience is not null: throw new UserError(
                        $"{_peer} closed the connection before the book was complete. Try again, or ask another peer.");
                    case SwarmEvents.PeerGone: tell($"{_peer} is gone; trying to reach it again"); break;
                }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new UserError($"{_peer} sent nothing of book {Key} for {patience!.Value.TotalSeconds:0} s. Check the key and the peer.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _storage.Dispose();
        _keys.Dispose();
        _scratch.Delete(recursive: true);
    }

    /// <summary>The next news. Every second without any, the state is told; while the copy grows, patience starts anew.</summary>
    private async Task<object> NextAsync(
        CancellationTokenSource timeout, TimeSpan? patience, Action<string> tell, CancellationToken stop)
    {
        var held = Core.ContiguousLengthBlocks;
        var next = _news.Reader.ReadAsync(stop).AsTask();
        while (await Task.WhenAny(next, Task.Delay(ProgressStep, stop)) != next)
        {
            if (Core.ContiguousLengthBlocks == held) continue;
            held = Core.ContiguousLengthBlocks;
            tell($"{held} of {_expectedBlocks} blocks");
            if (patience is { } time) timeout.CancelAfter(time);
        }
        return await next;
    }

    private static readonly TimeSpan ProgressStep = TimeSpan.FromSeconds(1);
}
