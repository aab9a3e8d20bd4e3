using System.Net;
using Akka.Actor;
using Growr.Actors.Feeds;
using Growr.Actors.Swarm;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Interop.Tests.Support;

/// <summary>Feeds and swarm of a node on loopback, over a folder of their own; it keeps what it stored over a restart.</summary>
public sealed class OurNode : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("growr-our-node-");
    private readonly KeyPair _identity = KeyPair.FromSeed(Enumerable.Repeat((byte)7, KeyPair.SeedBytes).ToArray());
    private Parts _parts;

    public OurNode() => _parts = new Parts(_directory.FullName, _identity);

    /// <summary>A core of our own, by name; peers may find it.</summary>
    public async Task<OurCore> CreateAsync(string name)
    {
        var opened = await AskAsync<FeedReplies.Opened>(_parts.Feeds, new FeedCommands.OpenOwn(name, IsShared: true));
        return new OurCore(this, opened.Core);
    }

    /// <summary>Downloads a core of somebody, by key in hex.</summary>
    public async Task<OurCore> FollowAsync(string key)
    {
        Assert.True(CoreKey.TryParse(key, out var coreKey));
        var following = await AskAsync<SwarmReplies.Following>(_parts.Swarm, new SwarmCommands.Follow(coreKey, IsShared: true));
        return new OurCore(this, following.Core);
    }

    /// <summary>The loopback port peers connect to.</summary>
    public async Task<int> PortAsync() =>
        (await AskAsync<SwarmReplies.Listening>(_parts.Swarm, new SwarmCommands.GetEndpoint())).Endpoint.Port;

    /// <summary>Connects to a loopback port as the initiator.</summary>
    public void Dial(int port) => _parts.Swarm.Tell(new SwarmCommands.Dial(new IPEndPoint(IPAddress.Loopback, port)));

    /// <summary>Waits until a core holds every block up to a length.</summary>
    public async Task GrownAsync(ICoreReader core, ulong length)
    {
        var heard = new List<object>();
        while (core.Head.LengthBlocks < length || core.ContiguousLengthBlocks < length)
        {
            try { heard.Add(await _parts.Events.ReceiveAsync(AnswerTime)); }
            catch (TimeoutException)
            {
                throw new TimeoutException(
                    $"Core {core.Key}: expected {length} blocks, has length {core.Head.LengthBlocks}, " +
                    $"holds {core.ContiguousLengthBlocks}. Heard: {string.Join("; ", heard)}");
            }
        }
    }

    /// <summary>Ends the node and starts it again over the same folder. Its cores have to be opened again.</summary>
    public async Task RestartAsync()
    {
        await _parts.DisposeAsync();
        _parts = new Parts(_directory.FullName, _identity);
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync();
        _identity.Dispose();
        _directory.Delete(recursive: true);
    }

    internal Task<TAnswer> AskFeedsAsync<TAnswer>(object command) => AskAsync<TAnswer>(_parts.Feeds, command);

    private static async Task<TAnswer> AskAsync<TAnswer>(IActorRef actor, object command)
    {
        var answer = await actor.Ask<object>(command, AnswerTime);
        return Assert.IsType<TAnswer>(answer);
    }

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    /// <summary>What runs between two restarts.</summary>
    private sealed class Parts : IAsyncDisposable
    {
        private readonly RocksCoreStorage _storage;
        private readonly KeyStore _keys;
        private readonly ActorSystem _system;

        public Parts(string folder, KeyPair identity)
        {
            _storage = RocksCoreStorage.Open(folder);
            _keys = KeyStore.Open(folder, mayCreate: _storage.Keys.Count == 0);
            _system = ActorSystem.Create("interop", FeedDispatcher.Hocon);
            var shared = new SharedCores();
            var quarantine = new FeedQuarantine(Path.Combine(folder, "quarantine"));
            Feeds = _system.ActorOf(FeedCatalogActor.Props(_storage, _keys, shared, quarantine), "feeds");
            Swarm = _system.ActorOf(SwarmActor.Props(new SwarmSettings { Identity = identity, Published = shared }, Feeds), "swarm");
            Events = Inbox.Create(_system);
            Swarm.Tell(new SwarmCommands.Subscribe(), Events.Receiver);
        }

        public IActorRef Feeds { get; }

        public IActorRef Swarm { get; }

        public Inbox Events { get; }

        public async ValueTask DisposeAsync()
        {
            await _system.Terminate();
            _keys.Dispose();
            _storage.Dispose();
        }
    }
}
