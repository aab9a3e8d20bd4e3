namespace Growr.Actors.Identity.Jose;

/// <summary>Something that signs with one key. The key itself stays with its owner.</summary>
public interface ISigner
{
    /// <summary>Full id of the verification method: the DID, '#', and the name of the key.</summary>
    string KeyId { get; }

    /// <summary>The half that may be known.</summary>
    VerificationKey Key { get; }

    /// <summary>One of <see cref="Algorithms"/>.</summary>
    string Algorithm { get; }

    byte[] Sign(ReadOnlySpan<byte> message);
}

public static class SignerExtensions
{
    /// <summary>The DID the key belongs to.</summary>
    public static string Did(this ISigner signer) => signer.KeyId.Split('#')[0];
}
