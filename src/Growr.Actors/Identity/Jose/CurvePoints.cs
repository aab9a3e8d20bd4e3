using System.Globalization;
using System.Numerics;

namespace Growr.Actors.Identity.Jose;

/// <summary>Whether bytes are points of the two curves, and the second coordinate of a compressed P-256 point. Public data only.</summary>
internal static class CurvePoints
{
    /// <summary>Whether 32 bytes are a point of Ed25519: (y² − 1)(d·y² + 1) must be a square, and y below the prime.</summary>
    public static bool IsOnEd25519(ReadOnlySpan<byte> compressed)
    {
        if (compressed.Length != 32) return false;
        Span<byte> withoutSign = stackalloc byte[32];
        compressed.CopyTo(withoutSign);
        withoutSign[31] &= 0x7f;
        var y = new BigInteger(withoutSign, isUnsigned: true);
        if (y >= EdPrime) return false;
        var square = y * y % EdPrime;
        var product = Positive((square - 1) * (EdD * square + 1), EdPrime);
        return product.IsZero || BigInteger.ModPow(product, (EdPrime - 1) / 2, EdPrime).IsOne;
    }

    /// <summary>Whether two 32-byte coordinates are a point of P-256.</summary>
    public static bool IsOnP256(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        if (x.Length != 32 || y.Length != 32) return false;
        var (pointX, pointY) = (Unsigned(x), Unsigned(y));
        return pointX < P256Prime && pointY < P256Prime && (pointY * pointY - RightSide(pointX)) % P256Prime == 0;
    }

    /// <summary>The y coordinate that belongs to x with the parity asked for; false when x is on no point.</summary>
    public static bool TryDecompressP256(ReadOnlySpan<byte> x, bool isOdd, out byte[] y)
    {
        y = [];
        var pointX = Unsigned(x);
        if (x.Length != 32 || pointX >= P256Prime) return false;
        var right = RightSide(pointX);
        var root = BigInteger.ModPow(right, (P256Prime + 1) / 4, P256Prime);
        if ((root * root - right) % P256Prime != 0) return false;
        if (root.IsEven == isOdd) root = P256Prime - root;
        var bytes = root.ToByteArray(isUnsigned: true, isBigEndian: true);
        y = new byte[32];
        bytes.CopyTo(y, 32 - bytes.Length);
        return true;
    }

    private static BigInteger RightSide(BigInteger x) => Positive(x * x * x - 3 * x + P256B, P256Prime);

    private static BigInteger Positive(BigInteger value, BigInteger prime) =>
        value % prime is var rest && rest.Sign < 0 ? rest + prime : rest;

    private static BigInteger Unsigned(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static readonly BigInteger EdPrime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger EdD = Hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");
    private static readonly BigInteger P256Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger P256B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
}
