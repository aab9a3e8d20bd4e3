using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Growr.Actors.Books;
using Growr.Actors.Common;
using Growr.Actors.Feeds;
using Growr.Actors.Tests.Common;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Books;

/// <summary>A node with tallies and their book; the journal and the storage of cores outlive the node.</summary>
public sealed class BooksActorTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryCoreStorage _cores = new();
    private readonly SharedCores _shared = new();
    private readonly KeyStore _keys;

    public BooksActorTests() => _keys = KeyStore.Open(_folder.Path, mayCreate: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_book_shows_what_was_acknowledged(bool isPublic)
    {
        await using var node = await StartAsync();
        await node.Ask<Replies.Done>(Add("c1", 3));
        var reader = (await BookAfterAsync(node, _cores, version: 3, isPublic)).Read();
        Assert.Equal(3, (int?)reader.Row("c/a")?["count"]);
        Assert.Equal(["e/a/0001", "e/a/0002", "e/a/0003"], reader.Rows("e/").Select(row => row.Key));
    }

    [Fact]
    public async Task A_public_book_is_plain_and_shared_and_a_full_one_neither()
    {
        await using var node = await StartAsync();
        await node.Ask<Replies.Done>(Add("c1", 3));
        var open = await BookAfterAsync(node, _cores, version: 3, isPublic: true);
        var full = await BookAfterAsync(node, _cores, version: 3, isPublic: false);
        Assert.Null(open.Encryption);
        Assert.Contains("c/a", Text(open.Core), StringComparison.Ordinal);
        Assert.DoesNotContain("c/a", Text(full.Core), StringComparison.Ordinal);
        Assert.Throws<BeeCorruptException>(() => new BookReader(full.Core).Row("c/a"));
        Assert.Equal(open.Read().Rows("c/").Select(row => row.Value.ToJsonString()), full.Read().Rows("c/").Select(row => row.Value.ToJsonString()));
        Assert.True(_shared.TryFind(DiscoveryKey.Of(open.Key), out _));
        Assert.False(_shared.TryFind(DiscoveryKey.Of(full.Key), out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_book_that_starts_again_goes_on_where_its_core_stands(bool isPublic)
    {
        await using (var node = await StartAsync())
        {
            await node.Ask<Replies.Done>(Add("c1", 3));
            await BookAfterAsync(node, _cores, version: 3, isPublic);
        }
        await using var again = await StartAsync();
        var before = _cores.Open(_cores.Keys[0]).Head.LengthBlocks;
        var book = await BookAfterAsync(again, _cores, version: 3, isPublic);
        Assert.Equal(before, book.Core.Head.LengthBlocks);
        await again.Ask<Replies.Done>(Add("c2", 1));
        book = await BookAfterAsync(again, _cores, version: 4, isPublic);
        Assert.Equal(4, (int?)book.Read().Row("c/a")?["count"]);
        Assert.Equal(before + 2, book.Core.Head.LengthBlocks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rebuilding_a_book_from_the_journal_gives_identical_bytes_however_the_events_were_grouped(bool isPublic)
    {
        await using var node = await StartAsync();
        for (var i = 1; i <= 5; i++)
        {
            await node.Ask<Replies.Done>(Add($"c{i}", 2));
            await BookAfterAsync(node, _cores, version: 2 * i, isPublic);         // one append a time
        }
        var original = await BookAfterAsync(node, _cores, version: 10, isPublic);
        var rebuilt = await BookAfterAsync(node, new MemoryCoreStorage(), version: 10, isPublic);     // one append for all
        Assert.Equal(original.Key, rebuilt.Key);
        Assert.True(original.Core.Head.IsSameAs(rebuilt.Core.Head));
        Assert.Equal(original.Core.Head.Signature.ToArray(), rebuilt.Core.Head.Signature.ToArray());
        for (var i = 0UL; i < original.Core.Head.LengthBlocks; i++) Assert.Equal(Block(original.Core, i), Block(rebuilt.Core, i));
    }

    [Fact]
    public void Blocks_are_made_for_the_head_they_were_planned_on()
    {
        using var cores = new MemoryCoreStorage();
        using var keys = KeyPair.FromSeed(new byte[32]);
        var manifest = Manifest.ForWriter(keys.PublicKey);
        var core = cores.Open(manifest.DeriveKey());
        var writer = new BookWriter(TallyBook.Kind, core);
        core.Commit(Feed.PlanAppend(core, manifest, keys, [new byte[] { 1 }]));     // somebody else appends meanwhile
        Assert.Equal(0UL, writer.Expected.LengthBlocks);
    }

    public void Dispose()
    {
        _cores.Dispose();
        _keys.Dispose();
        _folder.Dispose();
    }

    private Task<TestNode> StartAsync() => TestNode.StartAsync(_folder, WireTypes.Of(CommonWire.Types, TallyWire.Types), akka => akka
        .WithEntities<Tally, ITallyCommand, ITallyEvent>("tallies", TimeProvider.System)
        .AddHocon(FeedDispatcher.Hocon, HoconAddMode.Append));

    /// <summary>The book once it has caught up, in its own actor over its own feeds; ended again before this returns.</summary>
    private async Task<BookHandle> BookAfterAsync(TestNode node, ICoreStorage cores, long version, bool isPublic)
    {
        var feeds = node.System.ActorOf(FeedCatalogActor.Props(cores, _keys, _shared, new FeedQuarantine(_folder.File("quarantine"))));
        var handles = await BookCores.OpenAsync(feeds, Tenant, [isPublic ? TallyBook.Kind : TallyBook.FullKind]);
        var journal = PersistenceQuery.Get(node.System)
            .ReadJournalFor<SqlReadJournal>(SqliteJournal.QueryPluginId);
        var books = node.System.ActorOf(BooksActor.Supervised(Tenant, handles, TallyBook.Fold, feeds, journal));
        await books.Ask<BooksReplies.CaughtUp>(new BooksQueries.AwaitEntry(A, version), Answers.Within);
        await books.GracefulStop(Answers.Within);
        await feeds.GracefulStop(Answers.Within);
        return handles[0];
    }

    private static string Text(ICoreReader core) => string.Concat(
        Enumerable.Range(0, (int)core.Head.LengthBlocks).Select(index => System.Text.Encoding.Latin1.GetString(Block(core, (ulong)index))));

    private static byte[] Block(ICoreReader core, ulong index) => core.TryGetBlock(index, out var block) ? block.ToArray() : [];

    private static TallyCommands.Add Add(string id, int amount) => new(A, new CommandId(id), new ActorId("user"), amount);

    private static readonly TenantId Tenant = new("t");
    private static readonly EntityId A = EntityId.Parse("t/tallies/a");
}
