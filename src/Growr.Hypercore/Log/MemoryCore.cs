using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Log;

/// <summary>One core in memory: a lock around dictionaries, the head published last.</summary>
internal sealed class MemoryCore(CoreKey key) : ICoreStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, TreeNode> _nodes = [];
    private readonly Dictionary<ulong, byte[]> _blocks = [];
    private readonly Dictionary<string, byte[]> _userData = [];
    private volatile LogHead _head = LogHead.Empty;
    private byte[] _manifest = [];
    private ulong _contiguousLengthBlocks;

    public CoreKey Key => key;

    public LogHead Head => _head;

    public ReadOnlyMemory<byte> Manifest
    {
        get { lock (_gate) return _manifest; }
    }

    public ulong ContiguousLengthBlocks
    {
        get { lock (_gate) return _contiguousLengthBlocks; }
    }

    public bool HasBlock(ulong index)
    {
        lock (_gate) return _blocks.ContainsKey(index);
    }

    public void ReadHeld(ulong start, Span<uint> words)
    {
        lock (_gate) HeldBlocks.Read(start, words, _contiguousLengthBlocks, _head.LengthBlocks, _blocks.ContainsKey);
    }

    public bool TryGetBlock(ulong index, out ReadOnlyMemory<byte> block)
    {
        lock (_gate)
        {
            var isHeld = _blocks.TryGetValue(index, out var bytes);
            block = bytes;
            return isHeld;
        }
    }

    public bool TryGetNode(ulong index, out TreeNode node)
    {
        lock (_gate) return _nodes.TryGetValue(index, out node);
    }

    public bool TryGetUserData(string name, out ReadOnlyMemory<byte> value)
    {
        lock (_gate)
        {
            var isHeld = _userData.TryGetValue(name, out var bytes);
            value = bytes;
            return isHeld;
        }
    }

    public CommitOutcome Commit(CoreCommit commit)
    {
        lock (_gate)
        {
            if (!_head.IsSameAs(commit.Expected)) return CommitOutcome.HeadMoved;
            commit.EnsureOnlyGrows(_head);
            if (!commit.Manifest.IsEmpty) _manifest = commit.Manifest.ToArray();
            foreach (var node in commit.Nodes) _nodes[node.Index] = node;
            foreach (var block in commit.Blocks) _blocks[block.Index] = block.Bytes.ToArray();
            foreach (var (name, value) in commit.UserData) _userData[name] = value.ToArray();
            while (_blocks.ContainsKey(_contiguousLengthBlocks)) _contiguousLengthBlocks++;
            if (commit.Head is { } head) _head = head;
            return CommitOutcome.Committed;
        }
    }
}
