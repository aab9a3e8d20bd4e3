using System.IO.Compression;
using Growr.Actors.Identity.Jose;

namespace Growr.Actors.Identity.Status;

/// <summary>Status values of many credentials, packed: entry i lies at bit (i × bits) counted from the lowest bit of byte 0.</summary>
public sealed class StatusList
{
    private readonly byte[] _packed;

    private StatusList(int bits, byte[] packed) => (Bits, _packed) = (bits, packed);

    /// <summary>Bits of one entry: 1, 2, 4 or 8.</summary>
    public int Bits { get; }

    public long Count => _packed.Length * 8L / Bits;

    /// <summary>The packed bytes, not compressed.</summary>
    public ReadOnlySpan<byte> Packed => _packed;

    /// <summary>The value of one entry; null outside the list.</summary>
    public int? this[long index] => index < 0 || index >= Count
        ? null
        : _packed[index * Bits / 8] >> (int)(index * Bits % 8) & (1 << Bits) - 1;

    /// <summary>Packs values; the entries up to the end of the last byte are 0.</summary>
    /// <exception cref="ArgumentException">Bits is not 1, 2, 4 or 8, or a value does not fit.</exception>
    public static StatusList Of(int bits, IReadOnlyList<int> values)
    {
        if (bits is not (1 or 2 or 4 or 8)) throw new ArgumentException("An entry has 1, 2, 4 or 8 bits.", nameof(bits));
        var packed = new byte[(values.Count * bits + 7) / 8];
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] < 0 || values[i] >= 1 << bits) throw new ArgumentException($"Value {values[i]} takes more than {bits} bits.", nameof(values));
            packed[i * bits / 8] |= (byte)(values[i] << i * bits % 8);
        }
        return new StatusList(bits, packed);
    }

    /// <summary>Base64url of the packed bytes, compressed (ZLIB).</summary>
    public string Encode()
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize)) zlib.Write(_packed);
        return Base64UrlText.Encode(output.ToArray());
    }

    /// <summary>Unpacks; stops at the limit, so that a small text cannot fill the memory.</summary>
    public static bool TryDecode(int bits, string text, out StatusList list)
    {
        list = null!;
        if (bits is not (1 or 2 or 4 or 8) || !Base64UrlText.TryDecode(text, IdentityLimits.StatusTokenCharsMax, out var compressed)) return false;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
            using var output = new MemoryStream();
            var buffer = new byte[8192];
            while (zlib.Read(buffer) is > 0 and var read)
            {
                if (output.Length + read > IdentityLimits.StatusListBytesMax) return false;
                output.Write(buffer, 0, read);
            }
            list = new StatusList(bits, output.ToArray());
            return true;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return false; // a stream that wants a dictionary is an IOException of the decompressor, not invalid data
        }
    }
}
