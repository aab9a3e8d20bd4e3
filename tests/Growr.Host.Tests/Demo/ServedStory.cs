using System.Text.Json;
using Growr.Host.Tests.Demo;
using Growr.Host.Tests.Support;

[assembly: AssemblyFixture(typeof(ServedStory))]

namespace Growr.Host.Tests.Demo;

/// <summary>One <c>growr demo --json --serve</c> that the tests of a served story share.</summary>
public sealed class ServedStory : IAsyncLifetime
{
    private GrowrProcess _growr = null!;

    /// <summary>The object it printed.</summary>
    public JsonElement Report { get; private set; }

    public string Tcp => Report.GetProperty("tcp").GetString()!;

    public async ValueTask InitializeAsync()
    {
        _growr = GrowrProcess.Start("demo", "--json", "--serve");
        Report = await _growr.JsonAsync();
    }

    /// <summary>The book as the report has it.</summary>
    public JsonElement Book(string name, bool isPublic) => Report.GetProperty("books").EnumerateArray().First(book =>
        book.GetProperty("name").GetString() == name && book.GetProperty("public").GetBoolean() == isPublic);

    /// <summary>Runs a command about one of its books.</summary>
    public Task<GrowrResult> ReadAsync(string command, string name, params string[] options) => InProcess.RunAsync(
        ["book", command, Book(name, isPublic: true).GetProperty("key").GetString()!, "--peer", Tcp, .. options]);

    /// <summary>Ends it as a person would, so that it removes what it kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await _growr.SignalAsync("TERM");
        await _growr.EndAsync();
        await _growr.DisposeAsync();
    }
}
