using System.CommandLine;
using Growr.Host.Cli;

namespace Growr.Host.Node;

/// <summary><c>growr run</c>: a node that serves the public books of the organizations in its data folder.</summary>
public static class RunCommand
{
    public static Command Build(TextWriter output, TextWriter errors)
    {
        var data = new Option<string>("--data") { Description = "Journal, books and keys of the node.", HelpName = "DIR", DefaultValueFactory = _ => "growr-data" };
        var listen = new Option<string>("--listen") { Description = "Where peers reach the node; port 0 takes a free one.", HelpName = "HOST:PORT", DefaultValueFactory = _ => "127.0.0.1:49737" };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object when the node is ready." };
        var command = new Command("run", "Run a node until stopped.") { data, listen, json };
        command.SetAction((arguments, stop) => RunAsync(
            new NodeSettings { DataFolder = arguments.GetValue(data)!, Listen = Arguments.Listen(arguments.GetValue(listen)!) },
            new Output(output, errors, arguments.GetValue(json)), stop));
        return command;
    }

    private static async Task<int> RunAsync(NodeSettings settings, Output print, CancellationToken stop)
    {
        await using var node = await GrowrNode.StartAsync(settings);
        Announce(node, print);
        var stopped = new TaskCompletionSource();
        await using (stop.Register(stopped.SetResult)) await stopped.Task;
        print.Progress("Stopping.");
        return 0;
    }

    private static void Announce(GrowrNode node, Output print)
    {
        var books = node.Organizations.SelectMany(organization => node.BooksOf(organization.Id).Handles
            .Where(handle => handle.Kind.IsPublic)
            .Select(handle => new
            {
                organization = organization.Name, name = handle.Kind.Name, key = handle.Key.ToId(), keyHex = handle.Key.ToHex(),
                length = handle.Core.Head.LengthBlocks,
            })).ToList();
        if (print.IsJson) print.Json(new { tcp = node.Endpoint.ToString(), books });
        print.Say($"Node on {node.Endpoint}, data in {node.Settings.DataFolder}, until Ctrl-C.");
        if (books.Count == 0) print.Say($"No books yet. growr demo --data {node.Settings.DataFolder} makes some.");
        else print.Table("Public books", ["organization", "book", ">blocks", "key"], books.Select(book => (string[])
            [book.organization, book.name, book.length.ToString(System.Globalization.CultureInfo.InvariantCulture), book.key]));
    }
}
