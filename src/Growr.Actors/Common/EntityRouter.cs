using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Growr.Actors.Common;

/// <summary>Routes by the kind in the entity id to the shard region of that kind.</summary>
public sealed class EntityRouter(ActorSystem system) : IEntityRouter
{
    private readonly ClusterSharding _sharding = ClusterSharding.Get(system);

    public void Tell(IEntityMessage message) => Region(message).Tell(message, ActorRefs.NoSender);

    // Async, so that a kind that runs nowhere fails the answer and not the asker.
    public async Task<object> Ask(IEntityMessage message, TimeSpan deadline) => await Region(message).Ask<object>(message, deadline);

    private IActorRef Region(IEntityMessage message) => _sharding.ShardRegion(message.EntityId.Kind);
}
