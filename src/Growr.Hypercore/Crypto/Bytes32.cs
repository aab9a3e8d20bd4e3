using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Growr.Hypercore.Crypto;

/// <summary>Thirty-two bytes held by value. The typed keys and hashes are made of it.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Bytes32 : IEquatable<Bytes32>
{
    /// <summary>32.</summary>
    public const int Size = 32;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>Copies exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public Bytes32(ReadOnlySpan<byte> source)
    {
        if (source.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {source.Length}.", nameof(source));
        this = MemoryMarshal.Read<Bytes32>(source);
    }

    /// <summary>The 32 bytes, without copying; valid as long as the value they belong to.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => MemoryMarshal.AsBytes(new ReadOnlySpan<Bytes32>(in this));

    /// <summary>The bytes in lower case hex, 64 characters.</summary>
    public string ToHex() => Convert.ToHexStringLower(Span);

    /// <inheritdoc/>
    public bool Equals(Bytes32 other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    /// <inheritdoc/>
    public override string ToString() => ToHex();

    /// <summary>Value equality; not constant time, do not use it on secrets.</summary>
    public static bool operator ==(Bytes32 left, Bytes32 right) => left.Equals(right);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(Bytes32 left, Bytes32 right) => !left.Equals(right);
}
