using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Persistence.Query;
using Akka.Streams;
using Growr.Actors.Common;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Common;

public sealed class NodeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task What_was_acknowledged_is_there_when_the_node_comes_back()
    {
        await using (var node = await StartAsync()) await node.Ask<Replies.Done>(Add("c1", 3));
        await using var again = await StartAsync();
        Assert.Equal(3, (await again.Ask<TallyQueries.Counted>(new TallyQueries.Get(A))).Count);
        Assert.Equal(3, (await again.Ask<Replies.Done>(Add("c1", 3))).Version);
    }

    [Fact]
    public async Task A_step_left_open_is_taken_up_by_the_next_start_without_anybody_asking()
    {
        var elsewhere = EntityId.Parse("t/others/b");
        await using (var node = await StartAsync())
        {
            await node.Ask<Replies.Done>(Add("c1", 3));
            node.Router.Tell(new TallyCommands.Carry(A, new CommandId("c2"), new ActorId("user"), elsewhere));   // nobody runs "others"
            await node.Ask<TallyQueries.Counted>(new TallyQueries.Get(A));                                       // stored by now
        }
        await using var again = await StartAsync(withOthers: true);
        var grew = Inbox.Create(again.System);
        again.System.EventStream.Subscribe(grew.Receiver, typeof(JournalGrew));
        Assert.Equal(1, await ProcessResumer.Resume(again.System));
        do await grew.ReceiveAsync(TimeSpan.FromSeconds(30));
        while ((await again.Ask<TallyQueries.Counted>(new TallyQueries.Get(elsewhere))).Count < 3);
    }

    [Fact]
    public async Task Events_are_found_by_tenant_and_by_kind()
    {
        await using var node = await StartAsync();
        await node.Ask<Replies.Done>(Add("c1", 3));
        await node.Ask<Replies.Done>(Add("c1", 1) with { EntityId = EntityId.Parse("other/tallies/a") });
        Assert.Equal((3, 4), (await CountTagged(node, "tenant:t"), await CountTagged(node, "tallies")));
    }

    [Fact]
    public async Task Types_without_a_name_never_leave_and_never_enter()
    {
        await using var node = await StartAsync();
        var serialization = node.System.Serialization;
        Assert.ThrowsAny<Exception>(() => serialization.FindSerializerFor(new Uri("http://x")).ToBinary(new Uri("http://x")));
        Assert.ThrowsAny<System.Runtime.Serialization.SerializationException>(() =>
            serialization.Deserialize("{\"OriginalPath\":\"x\"}"u8.ToArray(), 1, typeof(FileInfo).AssemblyQualifiedName!));
    }

    public void Dispose() => _folder.Dispose();

    private Task<TestNode> StartAsync(bool withOthers = false) => TestNode.StartAsync(_folder, WireTypes.Of(CommonWire.Types, TallyWire.Types), node =>
    {
        node.WithEntities<Tally, ITallyCommand, ITallyEvent>("tallies", TimeProvider.System);
        if (!withOthers) return;
        node.WithShardRegion<NodeTests>("others", (system, _, _) =>
        {
            var settings = new AggregateSettings(TimeProvider.System, new EntityRouter(system));
            return id => ClusterHosting.AggregateProps<Tally, ITallyCommand, ITallyEvent>(EntityId.Parse(id), settings);
        }, new EntityExtractor(), new ShardOptions { StateStoreMode = StateStoreMode.DData, RememberEntities = false });
    });

    private static async Task<int> CountTagged(TestNode node, string tag)
    {
        var journal = node.System.ReadJournalFor<Akka.Persistence.Sql.Query.SqlReadJournal>(SqliteJournal.QueryPluginId);
        using var materializer = node.System.Materializer();
        return await journal.CurrentEventsByTag(tag, Offset.NoOffset()).RunAggregate(0, (count, _) => count + 1, materializer);
    }

    private static TallyCommands.Add Add(string id, int amount) => new(A, new CommandId(id), new ActorId("user"), amount);

    private static readonly EntityId A = EntityId.Parse("t/tallies/a");
}
