using System.CommandLine;
using System.Diagnostics;
using Growr.Actors.Common;
using Growr.Actors.Tenancy;
using Growr.Host.Cli;
using Growr.Host.Node;

namespace Growr.Host.Demo;

/// <summary><c>growr demo</c>: a whole lending story on an embedded node.</summary>
public static class DemoCommand
{
    private const int NewLoansMax = 500;

    private static readonly TimeSpan TimeBetweenLoans = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset FirstMorning = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);

    public static Command Build(TextWriter output, TextWriter errors)
    {
        var data = new Option<string?>("--data") { Description = "Keep journal, books and keys here. Without it they are removed at the end.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "For programs: one JSON object when the story is told." };
        var serve = new Option<bool>("--serve")
        {
            Description = $"Go on offering the public books until stopped, with a new loan every {TimeBetweenLoans.TotalSeconds:0} s (at most {NewLoansMax}).",
        };
        var command = new Command("demo", "Tell a lending story on an embedded node, and show it from its books.") { data, json, serve };
        command.SetAction((arguments, stop) => RunAsync(
            arguments.GetValue(data), arguments.GetValue(serve), new Output(output, errors, arguments.GetValue(json)), stop));
        return command;
    }

    private static async Task<int> RunAsync(string? folder, bool serve, Output print, CancellationToken stop)
    {
        var scratch = folder is null ? Directory.CreateTempSubdirectory("growr-demo-") : null;
        try
        {
            await TellAsync(folder ?? scratch!.FullName, folder is not null, serve, print, stop);
            return 0;
        }
        catch (OperationCanceledException)
        {
            print.Progress("Stopped before the story was told.");
            return 0;
        }
        finally
        {
            scratch?.Delete(recursive: true);
        }
    }

    private static async Task TellAsync(string folder, bool isKept, bool serve, Output print, CancellationToken stop)
    {
        var elapsed = Stopwatch.StartNew();
        var clock = new DemoClock(FirstMorning);
        print.Progress("Starting a node ...");
        await using var node = await GrowrNode.StartAsync(new NodeSettings { DataFolder = folder, Clock = clock });
        var tenant = new TenantId(Ids.NewOrdered());
        await node.AddOrganizationAsync(Cooperative(tenant, node.Organizations.Count));
        using var cast = new Cast(node.Verifiers.SignerOf(tenant), clock.GetUtcNow());
        var stage = new Stage(node, clock, tenant) { Stop = stop };
        var story = new Story(stage, cast, print);
        await story.TellAsync();

        var report = DemoReport.Read(stage.Books, story.Project, node.Endpoint.ToString(), elapsed.ElapsedMilliseconds);
        if (print.IsJson) print.Json(report);
        else report.Print(print, isKept ? folder : null, serve);
        if (serve) await ServeAsync(story, cast, stage, print, stop);
    }

    private static async Task ServeAsync(Story story, Cast cast, Stage stage, Output print, CancellationToken stop)
    {
        print.Progress($"Serving the public books on {stage.Node.Endpoint} until Ctrl-C.");
        stage.Stop = CancellationToken.None;        // a loan that is being made is finished
        using var tick = new PeriodicTimer(TimeBetweenLoans);
        try
        {
            for (var loans = 0; loans < NewLoansMax && await tick.WaitForNextTickAsync(stop); loans++)
            {
                using var person = cast.Member($"Member {loans + 1}", stage.Now);
                await story.GoOnAsync(person);
            }
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        catch (OperationCanceledException)
        {
            print.Progress("Stopping.");
        }
    }

    private static Organization Cooperative(TenantId tenant, int others) => new()
    {
        Id = tenant,
        Name = others == 0 ? "Ahero Growers" : $"Ahero Growers {others + 1}",
        LegalName = "Ahero Growers Cooperative Society Ltd",
        Kind = OrganizationKind.Cooperative,
        Country = "KE",
        TimeZone = "Africa/Nairobi",
        Locale = "en",
        Currency = Currency.Parse("KES"),
    };
}
