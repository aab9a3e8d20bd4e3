using System.Threading.Channels;
using Akka.Actor;
using Growr.Actors.Swarm;
using Growr.Hypercore.Crypto;

namespace Growr.Host.Books;

/// <summary>Hears the swarm for one book and passes on what a reader of it wants to know.</summary>
internal sealed class BookNewsActor : ReceiveActor
{
    public BookNewsActor(CoreKey key, ChannelWriter<object> news)
    {
        Receive<SwarmEvents.PeerUnreachable>(unreachable => news.TryWrite(unreachable));
        Receive<SwarmEvents.PeerGone>(gone => news.TryWrite(gone));
        Receive<SwarmEvents.CoreClosed>(closed => closed.CoreKey == key, closed => news.TryWrite(closed));
        Receive<SwarmEvents.CoreSeen>(seen => seen.CoreKey == key, seen => news.TryWrite(seen));
        Receive<SwarmEvents.CoreDownloaded>(downloaded => downloaded.CoreKey == key, downloaded => news.TryWrite(downloaded));
        ReceiveAny(_ => { });
    }
}
