namespace Growr.Hypercore.Crypto;

/// <summary>Where protocol objects get their randomness from, so that the same inputs give the same outputs in a test.</summary>
public interface INonceSource
{
    /// <summary>Fills a span with bytes nobody else can predict. They become secret keys: a real source is cryptographic.</summary>
    void Fill(Span<byte> bytes);
}
