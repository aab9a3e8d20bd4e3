using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Feeds;

/// <summary>Memory that fails as told: in the next commit, at the next opening, or by losing a tree node.</summary>
internal sealed class FaultyCoreStorage : ICoreStorage
{
    private readonly MemoryCoreStorage _memory = new();

    public Exception? NextCommit { get; set; }

    public Exception? NextOpen { get; set; }

    public ulong? MissingNode { get; set; }

    public IReadOnlyList<CoreKey> Keys => _memory.Keys;

    public ICoreStore Open(CoreKey key)
    {
        if (NextOpen is not { } fault) return new Core(this, _memory.Open(key));
        NextOpen = null;
        throw fault;
    }

    public bool TryFind(DiscoveryKey discoveryKey, out ICoreStore? core) => _memory.TryFind(discoveryKey, out core);

    public void Dispose() => _memory.Dispose();

    private sealed class Core(FaultyCoreStorage owner, ICoreStore memory) : ICoreStore
    {
        public CoreKey Key => memory.Key;

        public LogHead Head => memory.Head;

        public ReadOnlyMemory<byte> Manifest => memory.Manifest;

        public ulong ContiguousLengthBlocks => memory.ContiguousLengthBlocks;

        public bool HasBlock(ulong index) => memory.HasBlock(index);

        public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block) => memory.TryGetBlock(index, out block);

        public bool TryGetNode(ulong index, out TreeNode node)
        {
            node = default;
            return index != owner.MissingNode && memory.TryGetNode(index, out node);
        }

        public bool TryGetUserData(string name, out ReadOnlyMemory<byte> value) => memory.TryGetUserData(name, out value);

        public CommitOutcome Commit(CoreCommit commit)
        {
            if (owner.NextCommit is not { } fault) return memory.Commit(commit);
            owner.NextCommit = null;
            throw fault;
        }
    }
}
