using Akka.Cluster.Sharding;

namespace Growr.Actors.Common;

/// <summary>Tells sharding which entity a message is for. The number of shards never changes once a cluster has run.</summary>
public sealed class EntityExtractor() : HashCodeMessageExtractor(ShardsMax)
{
    public const int ShardsMax = 64;

    public override string? EntityId(object message) => (message as IEntityMessage)?.EntityId.ToString();
}
