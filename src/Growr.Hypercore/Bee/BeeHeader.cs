namespace Growr.Hypercore.Bee;

/// <summary>Block 0 of a bee: says that the core holds one, and may carry a note of its owner.</summary>
/// <remarks>Source: hyperbee 2.27.3 lib/messages.js, <c>Header</c>.</remarks>
public sealed record BeeHeader
{
    /// <summary>The key of a core the entries point into, if the owner named one.</summary>
    public ReadOnlyMemory<byte>? ContentFeed { get; init; }

    /// <summary>Free bytes of the owner.</summary>
    public ReadOnlyMemory<byte>? UserData { get; init; }

    /// <summary>The block. The same header always gives the same bytes.</summary>
    public byte[] Encode()
    {
        var metadataBytes = SizeOf(ContentFeed) + SizeOf(UserData);
        var hasMetadata = ContentFeed is not null || UserData is not null;
        var size = ProtobufWriter.SizeOfField(Protocol.Length) +
            (hasMetadata ? ProtobufWriter.SizeOfField(metadataBytes) : 0);
        var block = new byte[size];
        var writer = new ProtobufWriter(block);
        writer.WriteField(1, Protocol);
        if (!hasMetadata) return block;
        writer.WriteFieldHead(2, metadataBytes);
        if (ContentFeed is { } contentFeed) writer.WriteField(1, contentFeed.Span);
        if (UserData is { } userData) writer.WriteField(2, userData.Span);
        return block;
    }

    /// <summary>Reads a header block. Fields that are not known are passed over.</summary>
    /// <param name="block">Any bytes; the header keeps views of them.</param>
    /// <param name="header">The header.</param>
    /// <returns>False when the bytes are malformed or name another protocol.</returns>
    public static bool TryDecode(ReadOnlyMemory<byte> block, out BeeHeader? header)
    {
        header = null;
        var isBee = false;
        var decoded = new BeeHeader();
        var reader = new ProtobufReader(block.Span);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadField(out var number, out var hasLength, out var offset, out var content)) return false;
            if (number is not (1 or 2)) continue;
            if (!hasLength) return false;
            if (number == 1) isBee = content.SequenceEqual(Protocol);
            else if (!TryDecodeMetadata(block.Slice(offset, content.Length), out decoded)) return false;
        }
        header = decoded;
        return isBee;
    }

    private static bool TryDecodeMetadata(ReadOnlyMemory<byte> metadata, out BeeHeader header)
    {
        header = new BeeHeader();
        var reader = new ProtobufReader(metadata.Span);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadField(out var number, out var hasLength, out var offset, out var content)) return false;
            if (number is not (1 or 2)) continue;
            if (!hasLength) return false;
            var bytes = metadata.Slice(offset, content.Length);
            header = number == 1 ? header with { ContentFeed = bytes } : header with { UserData = bytes };
        }
        return true;
    }

    private static int SizeOf(ReadOnlyMemory<byte>? field) =>
        field is { } bytes ? ProtobufWriter.SizeOfField(bytes.Length) : 0;

    private static ReadOnlySpan<byte> Protocol => "hyperbee"u8;
}
