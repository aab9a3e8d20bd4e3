using Growr.Actors.Funding;
using Growr.Actors.Identity.Jose;

namespace Growr.Host.Node;

/// <summary>Signs funding receipts with the organization's DID key.</summary>
public sealed class ReceiptSigner(ISigner signer) : IReceiptSigner
{
    public string Did => signer.Did();
    public string KeyId => signer.KeyId;
    public byte[] Sign(ReadOnlySpan<byte> message) => signer.Sign(message);
}
