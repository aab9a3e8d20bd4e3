using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;

namespace Growr.Actors.Common;

/// <summary>
/// After a start, wakes every entity that ever left a process step open; those that still have one go on with it. Without
/// this a step cut short by a crash would wait until somebody happens to speak to its entity.
/// </summary>
public static class ProcessResumer
{
    public static AkkaConfigurationBuilder WithResumedProcesses(this AkkaConfigurationBuilder builder) =>
        builder.AddStartup((system, _) => Resume(system));

    /// <returns>How many entities were woken.</returns>
    // LIMIT: reads the tag's whole history, about 30,000 events a second with SQLite; entities that settled long ago wake in vain.
    public static async Task<int> Resume(ActorSystem system)
    {
        var (sharding, router) = (ClusterSharding.Get(system), new EntityRouter(system));
        using var materializer = system.Materializer();
        var ids = await system.ReadJournalFor<SqlReadJournal>(SqliteJournal.QueryPluginId)
            .CurrentEventsByTag(EventTagger.OpenStep, Offset.NoOffset())
            .RunAggregate(ImmutableHashSet<string>.Empty, (found, stored) => found.Add(stored.PersistenceId), materializer);
        var here = ids.Select(EntityId.Parse).Where(id => sharding.ShardTypeNames.Contains(id.Kind)).ToList();
        foreach (var id in here) router.Tell(new WakeEntity(id));
        return here.Count;
    }
}
