using Growr.Hypercore.Log;

namespace Growr.Hypercore.Bee;

/// <summary>
/// The blocks of an encrypted core, as a bee reads them: each is decrypted when it is read. What a <see cref="BeeWriter"/> on top of
/// it wants appended goes through <see cref="BlockEncryption.EncryptAppend"/> first.
/// </summary>
/// <param name="stored">The core's stored blocks.</param>
/// <param name="encryption">The core's encryption; stays the caller's.</param>
/// <remarks>
/// A stored block too short to be an encrypted one throws <see cref="BeeCorruptException"/>. A wrong key goes unnoticed here: the
/// bee then finds <see cref="BeeFault.HeaderMalformed"/> or <see cref="BeeFault.BlockMalformed"/>.
/// </remarks>
public sealed class DecryptedBeeBlocks(IBeeBlocks stored, BlockEncryption encryption) : IBeeBlocks
{
    /// <inheritdoc/>
    public ulong LengthBlocks => stored.LengthBlocks;

    /// <inheritdoc/>
    /// <exception cref="BeeCorruptException">The stored block is shorter than the padding of an encrypted one.</exception>
    public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block)
    {
        if (!stored.TryGetBlock(index, out block)) return false;
        if (encryption.TryDecrypt(index, block.Span, out block)) return true;
        throw new BeeCorruptException(index, BeeFault.BlockNotEncrypted);
    }
}
