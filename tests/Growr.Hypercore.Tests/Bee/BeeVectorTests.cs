using System.Text.Json;
using Growr.Hypercore.Bee;
using Growr.Hypercore.Crypto;
using Utf8Text = System.Text.Encoding;

namespace Growr.Hypercore.Tests.Bee;

/// <summary>The same operations give the same blocks as hyperbee 2.27.3, and its blocks read as it reads them.</summary>
public sealed class BeeVectorTests
{
    [Fact]
    public void Every_operation_writes_the_blocks_the_reference_writes()
    {
        var checks = 0;
        foreach (var scenario in GoldenFile.Read("hyperbee.json").GetProperty("scenarios").EnumerateArray())
        {
            var name = scenario.Text("name");
            var core = new MemoryBlocks();
            foreach (var lengthAfter in name switch
            {
                "sub" => WriteSubs(core),
                "values-and-metadata" => WriteEdgeValues(core),
                _ => WriteOperations(core, scenario),
            })
            {
                Assert.Equal(lengthAfter, core.LengthBlocks);
                checks++;
            }
            foreach (var (expected, actual) in scenario.GetProperty("blocks").EnumerateArray().Zip(core.Blocks))
            {
                Assert.True(expected.Text("hex") == Convert.ToHexStringLower(actual.Span), $"{name} block {expected.GetProperty("seq")}");
                checks++;
            }
            Assert.Equal(scenario.GetProperty("length").GetUInt64(), core.LengthBlocks);
            checks += 1 + CheckEntries(scenario, "entries", BeeTree.Newest(core));
            if (scenario.TryGetProperty("readStreams", out var streams)) checks += CheckSubs(streams, BeeTree.Newest(core));
        }
        GoldenFile.Report("hyperbee.json", checks, 1854);
    }

    [Fact]
    public void The_long_mixed_run_is_byte_identical()
    {
        var file = GoldenFile.Read("hyperbee-fuzz.json");
        var core = new MemoryBlocks();
        var writer = new BeeWriter(core);
        var checks = 0;
        foreach (var operation in file.GetProperty("ops").EnumerateArray())
        {
            core.Apply(writer, batch => ApplyCompact(batch, operation));
            Assert.Equal(operation[operation.GetArrayLength() - 1].GetUInt64(), core.LengthBlocks);
            checks++;
        }
        foreach (var (hash, block) in file.GetProperty("blockHash16").EnumerateArray().Zip(core.Blocks))
        {
            Assert.True(Blake2b.Hash256(block.Span).ToHex().StartsWith(hash.GetString()!, StringComparison.Ordinal), $"block after {checks} checks");
            checks++;
        }
        Assert.Equal(file.GetProperty("length").GetUInt64(), core.LengthBlocks);
        Assert.Equal(file.GetProperty("byteLength").GetInt64(), core.Blocks.Sum(block => (long)block.Length));
        checks += 2 + CheckEntries(file, "entries", BeeTree.Newest(core));
        GoldenFile.Report("hyperbee-fuzz.json", checks, 2769);
    }

    [Fact]
    public void Reading_gives_what_the_reference_reads()
    {
        var file = GoldenFile.Read("hyperbee-read.json");
        var core = new MemoryBlocks();
        core.Blocks.AddRange(file.GetProperty("blocks").EnumerateArray().Select(block => (ReadOnlyMemory<byte>)block.Hex("hex")));
        var tree = BeeTree.Newest(core);
        Assert.Equal(file.GetProperty("version").GetUInt64(), tree.Version);
        var checks = 1;
        foreach (var get in file.GetProperty("gets").EnumerateArray())
        {
            var isFound = tree.TryGet(Utf8Text.UTF8.GetBytes(get.Text("key")), out var entry);
            Assert.Equal(get.GetProperty("result").ValueKind != JsonValueKind.Null, isFound);
            checks += isFound ? CheckEntry(get.GetProperty("result"), entry) : 1;
        }
        foreach (var range in file.GetProperty("range").EnumerateArray())
        {
            var expected = range.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!);
            Assert.Equal(expected, tree.Range(RangeOf(range.GetProperty("range"))).Select(entry => Text(entry.Key)));
            checks++;
        }
        checks += CheckEntries(file, "checkout20", tree.Checkout(20));
        foreach (var history in file.GetProperty("history").EnumerateArray()) checks += CheckHistory(history, tree);
        foreach (var diff in file.GetProperty("diff").EnumerateArray()) checks += CheckDiff(diff, tree);
        GoldenFile.Report("hyperbee-read.json", checks, 218);
    }

    private static IEnumerable<ulong> WriteOperations(MemoryBlocks core, JsonElement scenario)
    {
        var skipsEqual = scenario.TryGetProperty("options", out var options) && !options.GetProperty("alwaysDuplicate").GetBoolean();
        var writer = new BeeWriter(core, skipsEqualValues: skipsEqual);
        foreach (var operation in scenario.GetProperty("ops").EnumerateArray())
        {
            core.Apply(writer, batch => Apply(batch, operation.Text("op"), [.. operation.GetProperty("args").EnumerateArray()]));
            Assert.Equal(operation.GetProperty("lengthAfter").GetUInt64(), core.LengthBlocks);
            yield return core.LengthBlocks;
        }
    }

    private static IEnumerable<ulong> WriteSubs(MemoryBlocks core)
    {
        var writer = new BeeWriter(core);
        var a = BeePrefix.None.Sub("a");
        var (nested, custom) = (a.Sub("n"), BeePrefix.None.Sub("c", "!"u8));
        Assert.Equal(("6100", "61006e00", "6321"), (a.ToString(), nested.ToString(), custom.ToString()));
        core.Apply(writer, batch => batch.Put("root"u8, "1"u8));
        core.Apply(writer, batch => batch.Put(a.Key("x"u8), "2"u8));
        core.Apply(writer, batch => batch.Put(nested.Key("x"u8), "3"u8));
        core.Apply(writer, batch => batch.Put(custom.Key("x"u8), """{"y":4}"""u8));
        core.Apply(writer, batch => batch.Put(a.Key([]), "5"u8));
        core.Apply(writer, batch => batch.Put("z"u8, "6"u8));
        yield return 7;
    }

    private static int CheckSubs(JsonElement streams, BeeTree tree)
    {
        var a = BeePrefix.None.Sub("a");
        var fromX = new BeeRange { Gte = "x"u8.ToArray() };
        Assert.Equal(Keys(streams, "aGteX"), tree.Sub(a).Range(fromX).Select(entry => Text(entry.Key)));
        Assert.Equal(Keys(streams, "custom"), tree.Sub(BeePrefix.None.Sub("c", "!"u8)).Range().Select(entry => Text(entry.Key)));
        Assert.True(tree.Sub(a).TryGet([], out var unlisted));
        Assert.Equal("5", Text(unlisted.Value));
        return 3 + CheckEntries(streams, "root", tree) + CheckEntries(streams, "a", tree.Sub(a)) +
            CheckEntries(streams, "nested", tree.Sub(a.Sub("n")));
    }

    private static IEnumerable<string> Keys(JsonElement streams, string name) =>
        streams.GetProperty(name).EnumerateArray().Select(entry => entry.Text("key"));

    private static IEnumerable<ulong> WriteEdgeValues(MemoryBlocks core)
    {
        var header = new BeeHeader { ContentFeed = Enumerable.Repeat((byte)9, 32).ToArray(), UserData = "meta"u8.ToArray() };
        var writer = new BeeWriter(core, header);
        core.Apply(writer, batch => batch.Put([], "empty key"u8));
        core.Apply(writer, batch => batch.PutNull("null"u8));
        core.Apply(writer, batch => batch.Put("empty"u8, []));
        core.Apply(writer, batch => batch.Put("string"u8, "as utf-8"u8));
        core.Apply(writer, batch => batch.Put([0xff, 0x00], Enumerable.Repeat((byte)1, 300).ToArray()));
        yield return 6;
    }

    private static void ApplyCompact(BeeBatch batch, JsonElement operation) =>
        Apply(batch, operation[0].GetString()!, [.. operation.EnumerateArray().Skip(1)]);

    private static void Apply(BeeBatch batch, string name, JsonElement[] arguments)
    {
        if (name == "batch")
        {
            foreach (var inner in arguments[0].EnumerateArray()) ApplyCompact(batch, inner);
            return;
        }
        var key = Utf8Text.UTF8.GetBytes(arguments[0].GetString()!);
        BeeCondition? condition = arguments[^1].ValueKind == JsonValueKind.Object
            ? (_, _) => arguments[^1].GetProperty("cas").GetBoolean()
            : null;
        if (name == "put") batch.Put(key, Utf8Text.UTF8.GetBytes(arguments[1].GetString()!), condition);
        else batch.Delete(key, condition);
    }

    private static int CheckHistory(JsonElement history, BeeTree tree)
    {
        var changes = tree.History(HistoryRangeOf(history.GetProperty("options"), tree.Version)).ToArray();
        var expected = history.GetProperty("result").EnumerateArray().ToArray();
        Assert.Equal(expected.Select(change => change.Text("type")), changes.Select(change => change.Kind switch
        {
            BeeChangeKind.Put => "put",
            BeeChangeKind.Delete => "del",
            _ => "unknown",
        }));
        return 1 + expected.Zip(changes, (left, right) => 1 + CheckEntry(left, right.Entry)).Sum();
    }

    private static int CheckDiff(JsonElement diff, BeeTree tree)
    {
        var left = tree.Checkout(diff.GetProperty("leftVersion").GetUInt64());
        var differences = left.Diff(diff.GetProperty("rightVersion").GetUInt64(), RangeOf(diff.GetProperty("options"))).ToArray();
        var expected = diff.GetProperty("result").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, differences.Length);
        return 1 + expected.Zip(differences, (pair, difference) =>
            CheckSide(pair.GetProperty("left"), difference.Left) + CheckSide(pair.GetProperty("right"), difference.Right)).Sum();
    }

    private static int CheckSide(JsonElement expected, BeeEntry? entry)
    {
        Assert.Equal(expected.ValueKind != JsonValueKind.Null, entry is not null);
        return entry is { } present ? 1 + CheckEntry(expected, present) : 1;
    }

    /// <summary>The reference counts negative numbers from the version.</summary>
    private static BeeHistoryRange HistoryRangeOf(JsonElement options, ulong version) => new()
    {
        From = options.TryGetProperty("gte", out var from) ? from.GetUInt64()
            : options.TryGetProperty("gt", out var above) ? (ulong)((long)version + above.GetInt64() + 1) : 1,
        To = options.TryGetProperty("lt", out var to) ? to.GetUInt64() : null,
        IsReverse = options.TryGetProperty("reverse", out _),
        LimitEntries = options.TryGetProperty("limit", out var limit) ? limit.GetUInt64() : null,
    };

    private static BeeRange RangeOf(JsonElement range) => new()
    {
        Gt = Bound(range, "gt"),
        Gte = Bound(range, "gte"),
        Lt = Bound(range, "lt"),
        Lte = Bound(range, "lte"),
        IsReverse = range.TryGetProperty("reverse", out _),
        LimitEntries = range.TryGetProperty("limit", out var limit) ? limit.GetUInt64() : null,
    };

    private static ReadOnlyMemory<byte>? Bound(JsonElement range, string name)
    {
        if (!range.TryGetProperty(name, out var key)) return null;
        return Utf8Text.UTF8.GetBytes(key.GetString()!);
    }

    private static int CheckEntries(JsonElement holder, string name, BeeTree tree)
    {
        if (!holder.TryGetProperty(name, out var expected)) return 0;
        var entries = tree.Range().ToArray();
        Assert.Equal(expected.GetArrayLength(), entries.Length);
        return 1 + expected.EnumerateArray().Zip(entries, CheckEntry).Sum();
    }

    private static int CheckEntry(JsonElement expected, BeeEntry entry)
    {
        Assert.Equal(expected.GetProperty("seq").GetUInt64(), entry.Seq);
        Assert.Contains(expected.Text("key"), new[] { Text(entry.Key), Convert.ToHexStringLower(entry.Key.Span) });
        var value = expected.GetProperty("value");
        Assert.Equal(value.ValueKind != JsonValueKind.Null, entry.HasValue);
        if (!entry.HasValue) return 2;
        Assert.Contains(value.GetString()!, new[] { Text(entry.Value), Convert.ToHexStringLower(entry.Value.Span) });
        return 3;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Utf8Text.UTF8.GetString(bytes.Span);
}
