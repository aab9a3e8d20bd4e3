namespace Growr.Hypercore.Noise;

/// <summary>
/// Cuts a byte stream that arrives in arbitrary pieces into frames: a 24-bit little-endian length, then that many bytes.
/// Memory follows what has arrived, never what a length announces.
/// </summary>
internal sealed class FrameBuffer
{
    internal const int PrefixBytes = 3;
    private const int FirstBytes = 4096;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    internal int UnreadBytes => _end - _start;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (_start == _end) Reset();
        if (_bytes.Length - _end < bytes.Length) MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>
    /// The next whole frame's body, writable, valid until the next <see cref="Append"/>. False without a violation means that
    /// more bytes are needed.
    /// </summary>
    internal bool TryTake(int bodyBytesMax, out Span<byte> body, out Violation? violation)
    {
        body = default;
        violation = null;
        if (UnreadBytes < PrefixBytes) return false;
        var size = _bytes[_start] | _bytes[_start + 1] << 8 | _bytes[_start + 2] << 16;
        if (size > bodyBytesMax) violation = Violation.FrameTooLarge;
        if (violation is not null || UnreadBytes - PrefixBytes < size) return false;
        body = _bytes.AsSpan(_start + PrefixBytes, size);
        _start += PrefixBytes + size;
        return true;
    }

    internal void Clear()
    {
        _bytes = [];
        _start = _end = 0;
    }

    private void Reset()
    {
        _start = _end = 0;
        if (_bytes.Length > ProtocolLimits.ReceiveBufferKeptBytes) _bytes = [];
    }

    private void MakeRoom(int bytes)
    {
        var unread = _bytes.AsSpan(_start, UnreadBytes);
        var needed = UnreadBytes + bytes;
        var target = needed <= _bytes.Length ? _bytes : new byte[Math.Max(FirstBytes, Math.Max(needed, 2 * UnreadBytes))];
        unread.CopyTo(target);
        (_bytes, _end, _start) = (target, unread.Length, 0);
    }
}
