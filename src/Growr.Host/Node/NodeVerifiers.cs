using System.Collections.Concurrent;
using Growr.Actors.Common;
using Growr.Actors.Feeds;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Eligibility;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Status;

namespace Growr.Host.Node;

/// <summary>The key each organization signs with, derived from the node's seed, and whom it trusts to issue credentials.</summary>
public sealed class NodeVerifiers(KeyStore keys) : IVerifierSource, IStatusListSource
{
    private readonly ConcurrentDictionary<TenantId, TrustRegistry> _trust = new();
    private readonly ConcurrentDictionary<string, string> _statusLists = new();

    public ISigner SignerOf(TenantId tenant) => new Ed25519Signer(keys.Writer($"did/{tenant}").KeyPair);

    /// <summary>From now on the organization believes these issuers and no others.</summary>
    public void Trust(TenantId tenant, params TrustedIssuer[] issuers) => _trust[tenant] = new TrustRegistry([.. issuers]);

    /// <summary>Keeps an issuer's signed status list. This node fetches none: a credential whose list it was not given fails closed.</summary>
    public void KeepStatusList(string uri, string token) => _statusLists[uri] = token;

    public Verifier Of(TenantId tenant) => new(
        new VerificationEnvironment(new KnownDids(), _trust.GetValueOrDefault(tenant, new TrustRegistry([])), this), SignerOf(tenant));

    string? IStatusListSource.Find(string uri) => _statusLists.GetValueOrDefault(uri);
}
