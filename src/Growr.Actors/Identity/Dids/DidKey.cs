using Growr.Actors.Identity.Jose;
using SimpleBase;

namespace Growr.Actors.Identity.Dids;

/// <summary>did:key: a public key written as a name. Ed25519 and P-256; other kinds cannot sign here and are refused.</summary>
public static class DidKey
{
    public const string Prefix = "did:key:";

    public static string Format(VerificationKey key) => Prefix + Multibase(key);

    /// <summary>Id of the one verification method of a did:key.</summary>
    public static string MethodIdOf(VerificationKey key) => $"{Format(key)}#{Multibase(key)}";

    /// <summary>The key as a Multikey: 'z' and base58 of the codec and the key.</summary>
    public static string Multibase(VerificationKey key) => "z" + Base58.Bitcoin.Encode(key.IsEd25519
        ? [.. Ed25519Codec, .. key.XBytes()]
        : [.. P256Codec, (byte)(key.YBytes()[31] % 2 == 0 ? 2 : 3), .. key.XBytes()]);

    public static bool TryParse(string? did, out VerificationKey key)
    {
        key = null!;
        return did is not null && did.StartsWith(Prefix, StringComparison.Ordinal) && TryParseMultibase(did[Prefix.Length..], out key);
    }

    /// <summary>Reads a Multikey. Refuses other bases, other codecs, other lengths, other spellings and points off the curve.</summary>
    public static bool TryParseMultibase(string? text, out VerificationKey key)
    {
        key = null!;
        if (text is null || text.Length is < 2 or > MultibaseCharsMax || text[0] != 'z') return false;
        Span<byte> decoded = stackalloc byte[MultibaseCharsMax];
        if (text.AsSpan(1).ContainsAnyExcept(Alphabet) || !Base58.Bitcoin.TryDecode(text.AsSpan(1), decoded, out var length)) return false;
        ReadOnlySpan<byte> bytes = decoded[..length];
        return (TryReadEd25519(bytes, out key) || TryReadP256(bytes, out key)) && Multibase(key) == text;
    }

    private static bool TryReadEd25519(ReadOnlySpan<byte> bytes, out VerificationKey key)
    {
        key = null!;
        return bytes.Length == 34 && bytes.StartsWith(Ed25519Codec) && VerificationKey.TryFromEd25519(bytes[2..], out key);
    }

    private static bool TryReadP256(ReadOnlySpan<byte> bytes, out VerificationKey key)
    {
        key = null!;
        return bytes.Length == 35 && bytes.StartsWith(P256Codec) && bytes[2] is 2 or 3
            && CurvePoints.TryDecompressP256(bytes[3..], bytes[2] == 3, out var y)
            && VerificationKey.TryFromP256(bytes[3..], y, out key);
    }

    private static readonly byte[] Ed25519Codec = [0xed, 0x01];
    private static readonly byte[] P256Codec = [0x80, 0x24];

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    private const int MultibaseCharsMax = 64;
}
