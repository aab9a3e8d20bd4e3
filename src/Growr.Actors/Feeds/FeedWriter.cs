using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Feeds;

/// <summary>What it takes to append to one core: its manifest and the key pair the manifest names.</summary>
public sealed class FeedWriter(KeyPair keyPair)
{
    public KeyPair KeyPair => keyPair;

    public Manifest Manifest { get; } = Manifest.ForWriter(keyPair.PublicKey);

    public CoreKey CoreKey => field == default ? field = Manifest.DeriveKey() : field;

    public override string ToString() => $"writer of {CoreKey}";
}
