using System.Buffers;
using System.Buffers.Text;

namespace Growr.Actors.Identity.Jose;

/// <summary>Base64url without padding, one text for one value: other spellings of the same bytes are refused.</summary>
public static class Base64UrlText
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Reads text of at most <paramref name="charsMax"/> characters.</summary>
    public static bool TryDecode(string text, int charsMax, out byte[] bytes)
    {
        bytes = [];
        if (text.Length > charsMax || text.Length % 4 == 1 || text.AsSpan().ContainsAnyExcept(Alphabet)) return false;
        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        // Unused bits that are not zero are refused here, too, or a signature would have two spellings.
        if (Base64Url.DecodeFromChars(text, decoded, out _, out var written) != OperationStatus.Done) return false;
        bytes = decoded[..written];
        return true;
    }

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
