using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Actors.Common;

namespace Growr.Actors.Identity.Jose;

/// <summary>A compact signed object (RFC 7515) whose header and payload are JSON objects. Reading one proves nothing yet.</summary>
public sealed class Jws
{
    private readonly byte[] _signature;
    private readonly byte[] _signed;

    private Jws(JsonElement header, JsonElement payload, byte[] signed, byte[] signature) =>
        (Header, Payload, _signed, _signature) = (header, payload, signed, signature);

    public JsonElement Header { get; }

    public JsonElement Payload { get; }

    public string? Algorithm => Header.Text("alg");

    public string? Type => Header.Text("typ");

    public string? KeyId => Header.Text("kid");

    /// <summary>Splits and decodes. A header with critical extensions ("crit") is refused: none is understood here.</summary>
    public static bool TryParse(string text, int charsMax, out Jws jws)
    {
        jws = null!;
        if (text.Length > charsMax || text.Count(c => c == '.') != 2) return false;
        var parts = text.Split('.');
        if (!TryReadObject(parts[0], charsMax, out var header) || !TryReadObject(parts[1], charsMax, out var payload)) return false;
        if (header.Member("crit") is not null || !Base64UrlText.TryDecode(parts[2], charsMax, out var signature)) return false;
        jws = new Jws(header, payload, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
        return true;
    }

    /// <summary>Whether the owner of a key made this signature with an allowed algorithm.</summary>
    public bool IsSignedBy(VerificationKey key) => Algorithm is { } algorithm && key.Verify(algorithm, _signed, _signature);

    /// <summary>Signs a header and a payload as they are.</summary>
    public static string Sign(JsonObject header, JsonObject payload, ISigner signer)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64UrlText.Encode(signer.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>Compact JSON that leaves letters as they are.</summary>
    public static string Compact(JsonNode node) => node.ToJsonString(Plain);

    private static string Encode(JsonObject value) => Base64UrlText.Encode(Encoding.UTF8.GetBytes(Compact(value)));

    private static bool TryReadObject(string part, int charsMax, out JsonElement value)
    {
        value = default;
        return Base64UrlText.TryDecode(part, charsMax, out var bytes) && StrictJson.TryParse(bytes, charsMax, out value)
            && value.ValueKind == JsonValueKind.Object;
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
