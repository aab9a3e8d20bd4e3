using System.Security.Cryptography;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity;

/// <summary>Nonces of verification requests, made at the edge of the node so that a retry carries the same one.</summary>
public static class PresentationNonce
{
    public const int Bytes = 16;

    public static string New() => Base64UrlText.Encode(RandomNumberGenerator.GetBytes(Bytes));

    public static bool IsNonce(string text) => Base64UrlText.TryDecode(text, TextLength, out var bytes) && bytes.Length == Bytes;

    private const int TextLength = 22;
}
