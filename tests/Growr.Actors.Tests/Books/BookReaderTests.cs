using System.Text;
using System.Text.Json.Nodes;
using Growr.Actors.Books;
using Growr.Actors.Feeds;
using Growr.Actors.Lending;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using static Growr.Actors.Tests.Books.Coop;

namespace Growr.Actors.Tests.Books;

public sealed class BookReaderTests
{
    [Theory]
    [InlineData("l/p1/", "l/p1/a", "l/p1/b")]
    [InlineData("l/p1", "l/p1", "l/p1/a", "l/p1/b", "l/p10/a", "l/p1é")]
    [InlineData("l/p1/a", "l/p1/a")]
    [InlineData("l/p2/")]
    [InlineData("l/p1é", "l/p1é")]
    [InlineData("", "a", "l/p1", "l/p1/a", "l/p1/b", "l/p10/a", "l/p1é", "m")]
    public void A_prefix_gives_the_rows_below_it_and_no_others(string prefix, params string[] keys) =>
        Assert.Equal(keys, Reader("l/p10/a", "m", "l/p1/b", "l/p1é", "l/p1", "a", "l/p1/a").Rows(prefix).Select(row => row.Key));

    [Fact]
    public void A_limit_takes_the_first_rows() => Assert.Equal(["l/a", "l/b"], Reader("l/c", "l/b", "l/a", "k").Rows("l/", limit: 2).Select(row => row.Key));

    [Fact]
    public void A_row_is_found_by_its_whole_key()
    {
        var reader = Reader("l/p10", "l/p1");
        Assert.Equal("l/p1", (string?)reader.Row("l/p1")?["key"]);
        Assert.Null(reader.Row("l/p"));
        Assert.Null(reader.Row("l/p100"));
    }

    [Fact]
    public void Loans_are_found_by_the_status_they_have_now()
    {
        var coop = new Coop();
        var (approved, _) = coop.Apply(1, Shillings(10_000_00));
        var running = coop.Lend(2, Shillings(10_000_00));
        var repaid = coop.Lend(3, Shillings(10_000_00));
        coop.RepayCash(repaid, coop.View(repaid).OutstandingAmount);
        var reader = new BookReader(Core(bee =>
        {
            var batch = bee.BeginBatch();
            foreach (var row in coop.Ledger.Rows("loans"))
                if (row.Value is null) batch.Delete(Encoding.UTF8.GetBytes(row.Key));
                else batch.Put(Encoding.UTF8.GetBytes(row.Key), CanonicalJson.Bytes(row.Value));
            batch.Flush();
        }));
        Assert.Equal([approved], LoanBook.WithStatus(reader, LoanStatus.Approved));
        Assert.Equal([running], LoanBook.WithStatus(reader, LoanStatus.Disbursed));
        Assert.Equal([repaid], LoanBook.WithStatus(reader, LoanStatus.Repaid));
        Assert.Empty(LoanBook.WithStatus(reader, LoanStatus.Draft));
    }

    private static BookReader Reader(params string[] keys) => new(Core(bee =>
    {
        var batch = bee.BeginBatch();
        foreach (var key in keys) batch.Put(Encoding.UTF8.GetBytes(key), CanonicalJson.Bytes(new JsonObject { ["key"] = key }));
        batch.Flush();
    }));

    private static ICoreStore Core(Action<BeeWriter> write)
    {
        var writer = new FeedWriter(KeyPair.FromSeed(new byte[32]));
        using var cores = new MemoryCoreStorage();
        var core = cores.Open(writer.CoreKey);
        var bee = new BeeWriter(new CoreBeeBlocks(core));
        write(bee);
        Assert.Equal(CommitOutcome.Committed, core.Commit(Feed.PlanAppend(core, writer.Manifest, writer.KeyPair, bee.PendingBlocks)));
        return core;
    }
}
