using Growr.Actors.Common;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Architecture;

/// <summary>Who may import whom. A new arrow is a change of these tables, reviewed like one.</summary>
public sealed class RoomTests
{
    private static readonly string[] DomainRooms = ["Tenancy", "Identity", "Projects", "Lending", "Funding", "Payments"];

    private static readonly Dictionary<string, string[]> MayImport = new()
    {
        ["Common"] = [],
        ["Tenancy"] = ["Common"],
        ["Identity"] = ["Common"],
        ["Projects"] = ["Common"],
        ["Lending"] = ["Common"],
        ["Funding"] = ["Common"],
        ["Payments"] = ["Common"],
        ["Feeds"] = ["Common"],
        ["Swarm"] = ["Common", "Feeds"],
        ["Books"] = ["Common", "Feeds", .. DomainRooms],
    };

    [Fact]
    public void The_protocol_library_imports_no_actor_socket_file_clock_or_randomness()
    {
        string[] banned =
        [
            "Akka.", "System.Net.", "System.IO.File", "System.IO.Directory", "System.IO.Pipes", "System.TimeProvider", "System.DateTime",
            "System.Diagnostics.Stopwatch", "System.Random", "System.Security.Cryptography.RandomNumberGenerator",
            "System.Threading.Timer", "System.Threading.Tasks.Task", "System.Environment",
        ];
        var arrows = References.Of(typeof(TreeNode).Assembly)
            .Where(pair => banned.Any(name => pair.Used.FullName.StartsWith(name, StringComparison.Ordinal)))
            .Select(pair => $"{pair.User.FullName} -> {pair.Used.FullName}");
        Assert.Empty(arrows);
    }

    [Fact]
    public void Rooms_import_only_the_rooms_they_may()
    {
        var arrows = RoomArrows()
            .Where(arrow => !AreDomainNeighbours(arrow.From, arrow.To))
            .Where(arrow => !MayImport.TryGetValue(arrow.From, out var allowed) || !allowed.Contains(arrow.To))
            .Select(arrow => $"{arrow.User} -> {arrow.Used}");
        Assert.Empty(arrows);
    }

    [Fact]
    public void Domain_rooms_see_only_the_protocol_of_another_room()
    {
        var words = Repository.Sources("src/Growr.Actors")
            .Where(path => path.EndsWith("Protocol.cs", StringComparison.Ordinal))
            .SelectMany(Repository.TypesDeclaredIn).ToHashSet();
        var arrows = RoomArrows()
            .Where(arrow => AreDomainNeighbours(arrow.From, arrow.To) && !words.Contains(arrow.Used.Split('.')[^1]))
            .Select(arrow => $"{arrow.User} -> {arrow.Used}");
        Assert.Empty(arrows);
    }

    [Fact]
    public void Domain_rooms_know_neither_feeds_nor_peers_nor_the_log()
    {
        var arrows = References.Of(typeof(Money).Assembly)
            .Where(pair => DomainRooms.Append("Common").Contains(RoomOf(pair.User.Namespace)))
            .Where(pair => pair.Used.Namespace.StartsWith("Growr.Hypercore", StringComparison.Ordinal)
                && pair.Used.Namespace != "Growr.Hypercore.Crypto")
            .Select(pair => $"{pair.User.FullName} -> {pair.Used.FullName}");
        Assert.Empty(arrows);
    }

    [Fact]
    public void Every_room_of_the_actors_is_in_the_table() =>
        Assert.Empty(References.Of(typeof(Money).Assembly)
            .Select(pair => RoomOf(pair.User.Namespace)).OfType<string>().Distinct().Except(MayImport.Keys));

    private static IEnumerable<(string From, string To, string User, string Used)> RoomArrows() =>
        from pair in References.Of(typeof(Money).Assembly)
        let @from = RoomOf(pair.User.Namespace)
        let to = RoomOf(pair.Used.Namespace)
        where @from is not null && to is not null && @from != to
        select (@from, to, pair.User.FullName, pair.Used.FullName);

    private static bool AreDomainNeighbours(string from, string to) => DomainRooms.Contains(from) && DomainRooms.Contains(to);

    private static string? RoomOf(string @namespace) =>
        @namespace.StartsWith("Growr.Actors.", StringComparison.Ordinal) ? @namespace.Split('.')[2] : null;
}
