using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Growr.Host.Cli;

/// <summary>What commands print: tables for people, one object for programs, progress on stderr.</summary>
public sealed class Output(TextWriter output, TextWriter errors, bool json)
{
    public bool IsJson { get; } = json;

    /// <summary>One line of progress; silent for programs.</summary>
    public void Progress(string line)
    {
        if (!IsJson) errors.WriteLine(line);
    }

    /// <summary>One line for people; silent for programs.</summary>
    public void Say(string line)
    {
        if (!IsJson) output.WriteLine(line);
    }

    /// <summary>One JSON value on one line.</summary>
    public void Json<T>(T value)
    {
        output.WriteLine(JsonSerializer.Serialize(value, JsonOptions));
        output.Flush();
    }

    /// <summary>A table with a title; columns that hold numbers are right-aligned.</summary>
    public void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (IsJson) return;
        output.WriteLine();
        output.WriteLine(title);
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            var shown = new TableColumn(Markup.Escape(column.TrimStart('>'))).NoWrap().Padding(0, 0, 1, 0);
            table.AddColumn(isNumber ? shown.RightAligned() : shown);
        }
        foreach (var row in rows) table.AddRow(row.Select(Markup.Escape).ToArray());
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = Math.Max(console.Profile.Width, WidthMin);
        console.Write(table);
    }

    // Keys have 52 characters and must stay in one piece.
    private const int WidthMin = 100;

    public static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
