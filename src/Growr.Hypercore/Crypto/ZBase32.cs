namespace Growr.Hypercore.Crypto;

/// <summary>z-base-32 of 32-byte keys: 52 characters, most significant bits first, no padding.</summary>
/// <remarks>Source: z32 1.1.0. The last character carries one bit of the key; its low four bits are zero.</remarks>
public static class ZBase32
{
    private const string Alphabet = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private const int BitsPerCharacter = 5;

    /// <summary>Writes any bytes; 32 bytes give 52 characters.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[(bytes.Length * 8 + BitsPerCharacter - 1) / BitsPerCharacter];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * BitsPerCharacter;
            var pair = bytes[bit / 8] << 8 | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Alphabet[pair >> (11 - bit % 8) & 31];
        }
        return new string(text);
    }

    /// <summary>Reads exactly as many bytes as <paramref name="output"/> holds.</summary>
    /// <returns>False for another length, a character outside the alphabet, or stray bits behind the last byte.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> output)
    {
        if (text.Length != (output.Length * 8 + BitsPerCharacter - 1) / BitsPerCharacter) return false;
        int buffer = 0, bits = 0, written = 0;
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0) return false;
            buffer = (buffer << BitsPerCharacter | value) & 0xfff;
            bits += BitsPerCharacter;
            if (bits < 8) continue;
            bits -= 8;
            output[written++] = (byte)(buffer >> bits);
        }
        return (buffer & ((1 << bits) - 1)) == 0;
    }
}
