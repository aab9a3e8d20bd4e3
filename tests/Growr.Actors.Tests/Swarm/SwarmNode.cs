using System.Net;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using Growr.Actors.Feeds;
using Growr.Actors.Swarm;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Feeds.Commits;

namespace Growr.Actors.Tests.Swarm;

/// <summary>A node with feeds in memory and a swarm on loopback, in an actor system of its own.</summary>
internal sealed class SwarmNode : IAsyncDisposable
{
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private readonly MemoryCoreStorage _storage = new();
    private readonly SharedCores _shared = new();
    private readonly KeyStore _keys;
    private readonly KeyPair _identity;
    private readonly Channel<object> _heard = Channel.CreateUnbounded<object>();

    private SwarmNode(string name, Func<SwarmSettings, SwarmSettings>? change)
    {
        System = ActorSystem.Create(name, FeedDispatcher.Hocon + "\nakka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [] }");
        _keys = KeyStore.Open(_folder.Path, mayCreate: true);
        _identity = KeyPair.FromSeed(Blake2b.Hash256(Bytes(name).Span).Span);
        var settings = new SwarmSettings { Identity = _identity, Published = _shared };
        Feeds = System.ActorOf(FeedCatalogActor.Props(
            _storage, _keys, _shared, new FeedQuarantine(Path.Combine(_folder.Path, "quarantine"))), "feeds");
        Swarm = System.ActorOf(SwarmActor.Props(change?.Invoke(settings) ?? settings, Feeds), "swarm");
        var ear = System.ActorOf(Props.Create(() => new Ear(_heard.Writer)));
        System.EventStream.Subscribe(ear, typeof(Warning));
        System.EventStream.Subscribe(ear, typeof(Error));
        Swarm.Tell(new SwarmCommands.Subscribe(), ear);
    }

    public ActorSystem System { get; }
    public IActorRef Feeds { get; }
    public IActorRef Swarm { get; }
    public IPEndPoint Endpoint { get; private set; } = new(IPAddress.None, 0);

    public static async Task<SwarmNode> StartAsync(string name, Func<SwarmSettings, SwarmSettings>? change = null)
    {
        var node = new SwarmNode(name, change);
        if (await node.Swarm.Ask(new SwarmCommands.GetEndpoint(), Within) is SwarmReplies.Listening listening)
            node.Endpoint = listening.Endpoint;
        return node;
    }

    public async Task<ICoreReader> Write(string name, bool isShared, params string[] blocks)
    {
        var opened = await Feeds.Ask<FeedReplies.Opened>(new FeedCommands.OpenOwn(name, isShared), Within);
        await Append(opened.Core, blocks);
        return opened.Core;
    }

    public async Task Append(ICoreReader core, params string[] blocks)
    {
        ReadOnlyMemory<byte>[] bytes = [.. blocks.Select(Bytes)];
        await Feeds.Ask<FeedReplies.Appended>(
            new FeedCommands.Append(core.Key, bytes, new Dictionary<string, ReadOnlyMemory<byte>>(), core.Head), Within);
    }

    public async Task<ICoreReader> Follow(CoreKey key) =>
        (await Swarm.Ask<SwarmReplies.Following>(new SwarmCommands.Follow(key, IsShared: true), Within)).Core;

    public void Dial(IPEndPoint peer) => Swarm.Tell(new SwarmCommands.Dial(peer));

    /// <summary>Waits for news that fit; others before them are passed over.</summary>
    public async Task<T> Hear<T>(Func<T, bool>? fits = null)
    {
        using var patience = new CancellationTokenSource(Within);
        var passed = new List<object>();
        try
        {
            while (true)
            {
                var heard = await _heard.Reader.ReadAsync(patience.Token);
                if (heard is T news && fits?.Invoke(news) != false) return news;
                passed.Add(heard);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{System.Name} did not hear {typeof(T).Name}, but: {string.Join("; ", passed)}");
        }
    }

    public Task<SwarmEvents.CoreDownloaded> HearDownloaded(ulong lengthBlocks) =>
        Hear<SwarmEvents.CoreDownloaded>(news => news.LengthBlocks == lengthBlocks);

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        System.Dispose();
        _identity.Dispose();
        _keys.Dispose();
        _folder.Dispose();
    }

    private sealed class Ear : UntypedActor
    {
        private readonly ChannelWriter<object> _heard;

        public Ear(ChannelWriter<object> heard) => _heard = heard;

        protected override void OnReceive(object message) => _heard.TryWrite(message);
    }
}
