using CsCheck;
using Growr.Actors.Books;
using Growr.Actors.Feeds;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Books;

/// <summary>The same journal always gives the same blocks under the same signature, whatever befell the writers of its books.</summary>
public sealed class RebuildTests
{
    private static readonly FeedWriter Writer = new(KeyPair.FromSeed(new byte[32]));
    private static readonly BlockEncryption FullBooks = BlockEncryption.ForCore(Writer.CoreKey, new byte[32]);

    [Fact]
    public void Books_do_not_depend_on_how_events_were_grouped_or_where_a_writer_crashed()
    {
        var entries = History.Example().Ledger.Entries;
        foreach (var kind in AllBooks.Kinds)
        {
            var one = Write(kind, entries, _ => Step.Append);
            Assert.True(one.Head.LengthBlocks > 1, $"{kind.Name} is empty.");
            AssertSame(one, Write(kind, entries, at => at == entries.Count - 1 ? Step.Append : Step.Wait));
            AssertUnique(kind, one, entries);
        }
        var inOneGo = AllBooks.Kinds.Select(kind => (kind, Core: Write(kind, entries, at => at == entries.Count - 1 ? Step.Append : Step.Wait))).ToList();
        Gen.Int[0, 199].Array[211].Sample(choices =>
        {
            // Some events are appended at once, some wait, some are lost in a crash before they are appended, and read again.
            foreach (var (kind, core) in inOneGo)
                AssertSame(core, Write(kind, entries, at => choices[at % choices.Length] switch
                {
                    < 60 => Step.Append,
                    60 => Step.Crash,
                    61 => Step.AppendAndCrash,
                    _ => Step.Wait,
                }));
        }, iter: 3, threads: 1);
    }

    private enum Step { Wait, Append, Crash, AppendAndCrash }

    /// <summary>A crash leaves the core and takes everything else: a new writer sees the whole journal again.</summary>
    private static ICoreStore Write(BookKind kind, IReadOnlyList<JournalEntry> entries, Func<int, Step> stepAfter)
    {
        using var cores = new MemoryCoreStorage();
        var core = cores.Open(Writer.CoreKey);
        var encryption = kind.IsPublic ? null : FullBooks;
        var writer = new BookWriter(kind, core, encryption);
        for (var at = 0; at < entries.Count; at++)
        {
            writer.Add(entries[at]);
            var step = stepAfter(at);
            if (step is Step.Append or Step.AppendAndCrash) Append(core, writer);
            if (step is not (Step.Crash or Step.AppendAndCrash)) continue;
            writer = new BookWriter(kind, core, encryption);
            for (var again = 0; again <= at; again++) writer.Add(entries[again]);
        }
        Append(core, writer);
        return core;
    }

    private static void Append(ICoreStore core, BookWriter writer)
    {
        if (writer.PendingBlocks.Count == 0) return;
        var plan = Feed.PlanAppend(core, Writer.Manifest, Writer.KeyPair, writer.PendingBlocks, writer.UserData);
        Assert.Equal(CommitOutcome.Committed, core.Commit(plan));
        writer.Committed();
    }

    private static void AssertSame(ICoreReader one, ICoreReader other)
    {
        Assert.True(one.Head.IsSameAs(other.Head));
        Assert.Equal(one.Head.Signature.ToArray(), other.Head.Signature.ToArray());
        for (var i = 0UL; i < one.Head.LengthBlocks; i++) Assert.Equal(Block(one, i), Block(other, i));
    }

    /// <summary>One block for the header, one for what the book is, one for each change.</summary>
    private static void AssertUnique(BookKind kind, ICoreReader core, IReadOnlyList<JournalEntry> entries)
    {
        var book = kind.Open();
        Assert.Equal(2 + (ulong)entries.SelectMany(book.Project).Count(), core.Head.LengthBlocks);
    }

    private static byte[] Block(ICoreReader core, ulong index) => core.TryGetBlock(index, out var block) ? block.ToArray() : [];
}
