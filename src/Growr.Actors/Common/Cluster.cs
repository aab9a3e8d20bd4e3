using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Remote.Hosting;

namespace Growr.Actors.Common;

/// <summary>Builds the actor system a node's entities live in: a cluster, of one to begin with.</summary>
public static class ClusterHosting
{
    public const string SystemName = "growr";

    /// <summary>Joins itself on a loopback port (0: any free one) and speaks only registered types.</summary>
    public static AkkaConfigurationBuilder WithClusterOfOne(this AkkaConfigurationBuilder builder, int port, WireTypes types) => builder
        .WithRemoting("127.0.0.1", port)
        .WithClustering(new ClusterOptions())
        .WithWireTypes(types)
        .AddHocon(SingleNode, HoconAddMode.Prepend)
        .AddStartup((system, _) => JoinSelf(Cluster.Get(system)));

    private static void JoinSelf(Cluster cluster) => cluster.Join(cluster.SelfAddress);

    /// <summary>Our serializer for what Growr says; JSON by type name is refused in both directions.</summary>
    public static AkkaConfigurationBuilder WithWireTypes(this AkkaConfigurationBuilder builder, WireTypes types) => builder
        .WithCustomSerializer("growr", [typeof(IWire)], system => new WireSerializer(system, types))
        // Whatever has no serializer of its own falls to "json", which throws: binding System.Object to none would only warn.
        .AddHocon($"akka.actor.serializers.json = \"{typeof(RejectJson).FullName}, {typeof(RejectJson).Assembly.GetName().Name}\"",
            HoconAddMode.Prepend);

    /// <summary>One shard region for a kind of entity.</summary>
    public static AkkaConfigurationBuilder WithEntities<TState, TCommand, TEvent>(
        this AkkaConfigurationBuilder builder, string kind, TimeProvider clock)
        where TState : class, IAggregate<TState, TCommand, TEvent>
        where TCommand : class, IEntityCommand
        where TEvent : class, IDomainEvent =>
        builder.WithShardRegion<TState>(kind, (system, _, _) =>
        {
            var settings = new AggregateSettings(clock, new EntityRouter(system));
            return id => AggregateProps<TState, TCommand, TEvent>(EntityId.Parse(id), settings);
        }, new EntityExtractor(), Sharding());

    public static Props AggregateProps<TState, TCommand, TEvent>(EntityId id, AggregateSettings settings)
        where TState : class, IAggregate<TState, TCommand, TEvent>
        where TCommand : class, IEntityCommand
        where TEvent : class, IDomainEvent =>
        Props.Create(() => new AggregateActor<TState, TCommand, TEvent>(id, settings));

    // Entities passivate themselves: they know when a process step is still open.
    private static ShardOptions Sharding() => new()
    {
        StateStoreMode = StateStoreMode.DData,
        RememberEntities = false,
        ShouldPassivateIdleEntities = false,
    };

    // Distributed data cannot be durable here, and a cluster of one need not wait for others.
    private const string SingleNode = """
        akka.cluster {
          sharding.distributed-data.durable.keys = []
          distributed-data.durable.keys = []
          min-nr-of-members = 1
          periodic-tasks-initial-delay = 50ms
          gossip-interval = 200ms
          leader-actions-interval = 100ms
        }
        """;
}
