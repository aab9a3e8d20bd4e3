using System.Collections.Immutable;

namespace Growr.Actors.Identity.Dids;

/// <summary>Resolves every did:key by itself and other DIDs from the documents it was given.</summary>
public sealed class KnownDids(params IEnumerable<DidDocument> documents) : IDidResolver
{
    private readonly ImmutableDictionary<string, DidDocument> _documents = documents.ToImmutableDictionary(document => document.Id);

    public DidDocument? Resolve(string did) =>
        DidKey.TryParse(did, out var key) ? DidDocument.OfKey(key) : _documents.GetValueOrDefault(did);
}
