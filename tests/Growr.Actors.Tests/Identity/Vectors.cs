using System.Text.Json;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;
using Growr.Hypercore.Crypto;

namespace Growr.Actors.Tests.Identity;

/// <summary>Golden files of this room (Golden/identity, made by generate.mjs there) and the people in them.</summary>
internal static class Vectors
{
    public const string Verifier = "did:web:verifier.example.org";

    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "identity", name + ".json"))).RootElement;

    public static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    public static string[] Categories { get; } =
        [.. Load("sd-jwt-vc-index").GetProperty("list").EnumerateArray().Select(entry => entry.GetProperty("category").GetString()!)];

    /// <summary>Knows the did:web document of the issuer in the files.</summary>
    public static KnownDids Dids { get; } = new(IssuerDocument());

    public static KeyPair Person(string name) => KeyPair.FromSeed(Convert.FromHexString(
        Load("did-key").GetProperty("ed25519").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name)
            .GetProperty("seedHex").GetString()!));

    public static Ed25519Signer Issuer { get; } = new(Person("issuer"), "did:web:issuer.example.org#key-1");

    public static Ed25519Signer Holder { get; } = new(Person("holder"));

    public static Ed25519Signer Stranger { get; } = new(Person("other"));

    /// <summary>Says how many things of a file were compared; a file that suddenly holds less fails.</summary>
    public static void Report(string file, int checks, int checksMin)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"identity/{file}.json: {checks} checks");
        Assert.True(checks >= checksMin, $"{file}: only {checks} of at least {checksMin} checks were made");
    }

    private static DidDocument IssuerDocument()
    {
        var document = Load("did-web").GetProperty("document");
        Assert.True(DidDocument.TryParse(document.GetProperty("id").GetString()!, document.GetRawText(), out var parsed));
        return parsed;
    }
}

/// <summary>Salts that are different and known.</summary>
internal sealed class CountingSalts : ISaltSource
{
    private int _next;

    public byte[] NextSalt() => [.. BitConverter.GetBytes(_next++), .. new byte[12]];
}
