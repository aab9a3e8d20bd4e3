using System.CommandLine;
using System.Globalization;
using System.Text;
using Growr.Actors.Books;
using Growr.Host.Cli;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Log;

namespace Growr.Host.Books;

/// <summary><c>growr book read|verify|follow</c>: another node's book, believed only as far as its signatures go.</summary>
public static class BookCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Build(TextWriter output, TextWriter errors)
    {
        var key = new Argument<string>("KEY") { Description = "The book's key: 52 characters (z-base-32) or 64 (hex)." };
        var peer = new Option<string>("--peer") { Description = "A node that offers the book.", HelpName = "HOST:PORT", Required = true };
        var prefix = new Option<string>("--prefix") { Description = "Only keys that start with this.", DefaultValueFactory = _ => "", HelpName = "P" };
        var limit = new Option<ulong?>("--limit") { Description = "At most this many entries.", HelpName = "N", CustomParser = Arguments.Count };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object (follow: one a line)." };

        var read = new Command("read", "Print a book's entries.") { key, peer, prefix, limit, json };
        read.SetAction((arguments, stop) => WithBookAsync(arguments, (book, print) =>
            ReadAsync(book, arguments.GetValue(prefix)!, arguments.GetValue(limit), print, stop)));
        var verify = new Command("verify", "Fetch a book and check every block, the tree over them and the signature.") { key, peer, json };
        verify.SetAction((arguments, stop) => WithBookAsync(arguments, (book, print) => VerifyAsync(book, print, stop)));
        var follow = new Command("follow", "Print a book's entries, and new ones as they are written, until stopped.") { key, peer, prefix, limit, json };
        follow.SetAction((arguments, stop) => WithBookAsync(arguments, (book, print) =>
            FollowAsync(book, arguments.GetValue(prefix)!, arguments.GetValue(limit), print, stop)));
        return new Command("book", "Read, verify or follow a book of another node.") { read, verify, follow };

        async Task<int> WithBookAsync(ParseResult arguments, Func<RemoteBook, Output, Task<int>> use)
        {
            var print = new Output(output, errors, arguments.GetValue(json));
            await using var book = await RemoteBook.OpenAsync(
                Arguments.Key(arguments.GetValue(key)!), Arguments.Peer(arguments.GetValue(peer)!));
            try { return await use(book, print); }
            catch (OperationCanceledException) { throw new UserError("stopped before the book was complete; nothing is said about it."); }
        }
    }

    private static async Task<int> ReadAsync(RemoteBook book, string prefix, ulong? limit, Output print, CancellationToken stop)
    {
        var head = await CatchUpAsync(book, print, stop);
        var entries = Entries(book, prefix, limit);
        if (print.IsJson) print.Json(new { key = book.Key.ToId(), keyHex = book.Key.ToHex(), length = head.LengthBlocks, entries });
        else
        {
            foreach (var entry in entries) print.Say($"{entry.Key}  {entry.ValueText}");
            print.Progress($"{entries.Count} entries of book {book.Key}, {head.LengthBlocks} blocks, every one verified.");
        }
        return 0;
    }

    private static async Task<int> VerifyAsync(RemoteBook book, Output print, CancellationToken stop)
    {
        await CatchUpAsync(book, print, stop);
        var report = CoreAudit.Run(book.Core, blocks => print.Progress($"{blocks} blocks checked"));
        if (report.Fault is { } fault)
            throw new UserError($"book {book.Key} is not what its writer signed: {fault}{At(report.BlockIndex)}. Do not trust this copy; ask another peer.");
        var entries = Entries(book, "", limit: null).Count;
        var head = report.Head;
        if (print.IsJson)
            print.Json(new
            {
                key = book.Key.ToId(), keyHex = book.Key.ToHex(), length = head.LengthBlocks, fork = head.Fork, sizeBytes = head.SizeBytes,
                treeHash = head.TreeHash.ToHex(), entries, verified = true,
            });
        else
            print.Say(string.Create(CultureInfo.InvariantCulture,
                $"Book {book.Key} is intact: {head.LengthBlocks} blocks, {head.SizeBytes} bytes, {entries} entries, fork {head.Fork},\ntree hash {head.TreeHash}, signed by its writer."));
        return 0;
    }

    private static async Task<int> FollowAsync(RemoteBook book, string prefix, ulong? limit, Output print, CancellationToken stop)
    {
        var (seen, left) = (0UL, limit ?? ulong.MaxValue);
        TimeSpan? patience = Patience;
        while (left > 0)
        {
            try { await book.CatchUpAsync(patience, print.Progress, stop); }
            catch (OperationCanceledException) { return 0; }        // stopped by the person who started it
            patience = null;
            var length = seen == 0 ? book.Core.Head.LengthBlocks : Math.Max(seen, book.Core.ContiguousLengthBlocks);
            var news = seen == 0
                ? Read(book, length, tree => tree.Range(BookReader.Below(prefix)).Select(BookEntryView.Of).OrderBy(entry => entry.Seq))
                : Read(book, length, tree => Changes(tree, seen, prefix));
            seen = length;
            foreach (var entry in news.TakeWhile(_ => left > 0))
            {
                if (print.IsJson) print.Json(entry);
                else print.Say($"{entry.Key}  {entry.ValueText}");
                left--;
            }
        }
        return 0;
    }

    private static Task<LogHead> CatchUpAsync(RemoteBook book, Output print, CancellationToken stop) =>
        book.CatchUpAsync(Patience, print.Progress, stop);

    private static List<BookEntryView> Entries(RemoteBook book, string prefix, ulong? limit) =>
        Read(book, book.Core.Head.LengthBlocks, tree => tree.Range(BookReader.Below(prefix, limit)).Select(BookEntryView.Of));

    /// <summary>What was put and deleted from a block on: the blocks themselves, so that nothing else is read again.</summary>
    private static IEnumerable<BookEntryView> Changes(BeeTree tree, ulong from, string prefix)
    {
        var start = Encoding.UTF8.GetBytes(prefix);
        return tree.History(new BeeHistoryRange { From = from })
            .Where(change => change.Entry.Key.Span.StartsWith(start))
            .Select(BookEntryView.Of);
    }

    /// <exception cref="UserError">The core is verified, but no book.</exception>
    private static List<BookEntryView> Read(RemoteBook book, ulong length, Func<BeeTree, IEnumerable<BookEntryView>> read)
    {
        if (length == 0) return [];
        try
        {
            var tree = BeeTree.At(new CoreBeeBlocks(book.Core), length);
            tree.ReadHeader();
            return [.. read(tree)];
        }
        catch (BeeCorruptException cause)
        {
            throw new UserError($"{book.Key} is a verified log, but not a book: {cause.Message}");
        }
    }

    private static string At(ulong? block) => block is { } index ? $" at block {index}" : "";
}
