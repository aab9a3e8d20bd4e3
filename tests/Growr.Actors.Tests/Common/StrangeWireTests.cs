using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Tests.Support;

namespace Growr.Actors.Tests.Common;

/// <summary>Whatever bytes stand under a registered name, the wire reads them or says why not; nothing else comes out of it.</summary>
public sealed class StrangeWireTests
{
    private static readonly WireType[] Types = [.. NodeTypes.All.All.OrderBy(type => type.Manifest, StringComparer.Ordinal)];
    private static readonly (WireType Type, string Json)[] Written = [.. JournalGoldenTests.Examples.Select(sample => NodeTypes.All.Of(sample.GetType()))
        .Zip(JournalGoldenTests.Examples, (type, sample) => (type, Encoding.UTF8.GetString(type.Write(sample))))];

    private static readonly Gen<string> AnyValue = Gen.OneOf("null", "true", "-1", "1e999", "9223372036854775808", "\"\"", "\"\\ud800\"", "\"x\"",
        "\"9999999999999999999999999999\"", "\"0001-01-01\"", "[]", "{}", "[{}]", "{\"a\":{}}", "\"ACTIVE\"", new string('[', 40));

    [Fact]
    public void Any_bytes_under_any_name_are_read_or_refused() =>
        Gen.Select(Gen.OneOf(Types), Gen.OneOf(Gen.Byte.Array[0, 60], AnyValue.Select(Encoding.UTF8.GetBytes)))
            .Sample((type, bytes) => ReadOrRefuse(type, bytes), iter: 5_000);

    [Fact]
    public void An_event_with_any_byte_changed_is_read_or_refused() =>
        Gen.Select(Gen.OneOf(Written), Gen.Int[0, 100_000], Gen.Byte).Sample((written, at, value) =>
        {
            var bytes = Encoding.UTF8.GetBytes(written.Json);
            bytes[at % bytes.Length] = value;
            ReadOrRefuse(written.Type, bytes);
        }, iter: 5_000);

    [Fact]
    public void An_event_with_any_value_changed_is_read_or_refused() =>
        Gen.Select(Gen.OneOf(Written), Gen.Int[0, 100_000], AnyValue).Sample((written, at, value) =>
        {
            var starts = written.Json.Select((c, i) => (c, i)).Where(one => one.c == ':' && written.Json[one.i - 1] == '"').Select(one => one.i).ToList();
            var from = starts[at % starts.Count] + 1;
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(written.Json[from..]));
            Assert.True(reader.Read() && reader.TrySkip());
            ReadOrRefuse(written.Type, Encoding.UTF8.GetBytes(written.Json[..from] + value + written.Json[(from + (int)reader.BytesConsumed)..]));
        }, iter: 5_000);

    [Fact]
    public void A_field_nobody_knows_is_refused_at_every_depth()
    {
        foreach (var (type, json) in Written)
        {
            for (var at = json.IndexOf('{', StringComparison.Ordinal); at >= 0; at = json.IndexOf('{', at + 1))
            {
                if (IsInsideText(json, at) || json[at + 1] == '}') continue;
                var changed = json.Insert(at + 1, "\"surprise\":1,");
                if (IsDictionary(json, at)) continue;
                Assert.Throws<SerializationException>(() => type.Read(Encoding.UTF8.GetBytes(changed)));
            }
        }
    }

    [Fact]
    public void No_command_query_or_answer_lets_an_unknown_field_through()
    {
        foreach (var type in Types)
            Assert.Contains("surprise", Assert.Throws<SerializationException>(() => type.Read("{\"surprise\":1}"u8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_refused() => Assert.Throws<SerializationException>(() => NodeTypes.All.Named("loans.invented"));

    private static void ReadOrRefuse(WireType type, byte[] bytes)
    {
        if (Record.Exception(() => type.Read(bytes)) is { } wrong) Assert.IsType<SerializationException>(wrong);
    }

    private static bool IsInsideText(string json, int at) =>
        json[..at].Replace("\\\"", "", StringComparison.Ordinal).Count(c => c == '"') % 2 == 1;

    // The one free-form object of the journal: names are people's own.
    private static bool IsDictionary(string json, int at) => json[..at].EndsWith("\"declineTexts\":", StringComparison.Ordinal);
}
