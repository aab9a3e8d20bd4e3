using System.Diagnostics.CodeAnalysis;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication;

namespace Growr.Actors.Tests.Swarm;

/// <summary>Serves what another catalog holds, with the last block altered.</summary>
internal sealed class ForgingCatalog(ICoreCatalog honest) : ICoreCatalog
{
    public bool TryFind(DiscoveryKey discoveryKey, [NotNullWhen(true)] out ICoreReader? core)
    {
        core = honest.TryFind(discoveryKey, out var found) ? new ForgedCore(found) : null;
        return core is not null;
    }

    private sealed class ForgedCore(ICoreReader core) : ICoreReader
    {
        public CoreKey Key => core.Key;
        public LogHead Head => core.Head;
        public ReadOnlyMemory<byte> Manifest => core.Manifest;
        public ulong ContiguousLengthBlocks => core.ContiguousLengthBlocks;
        public bool HasBlock(ulong index) => core.HasBlock(index);
        public bool TryGetNode(ulong index, out TreeNode node) => core.TryGetNode(index, out node);
        public bool TryGetUserData(string name, out ReadOnlyMemory<byte> value) => core.TryGetUserData(name, out value);

        public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block)
        {
            if (!core.TryGetBlock(index, out block)) return false;
            if (index != core.Head.LengthBlocks - 1) return true;
            var forged = block.ToArray();
            forged[0] ^= 1;
            block = forged;
            return true;
        }
    }
}
