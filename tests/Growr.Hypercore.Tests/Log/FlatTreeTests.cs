using CsCheck;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests.Log;

public sealed class FlatTreeTests
{
    [Fact]
    public void Numbers_are_those_of_the_reference()
    {
        var vectors = new Vectors("flat-tree.json");
        foreach (var entry in vectors.Root.GetProperty("fullRoots").EnumerateArray())
            vectors.Equal(Numbers(entry.GetProperty("roots")), FlatTree.FullRoots(entry.GetProperty("length").GetUInt64()));
        var big = vectors.Root.GetProperty("bigFullRoots");
        vectors.Equal(Numbers(big.GetProperty("roots")), FlatTree.FullRoots(big.GetProperty("length").GetUInt64()));
        foreach (var entry in vectors.Root.GetProperty("nodes").EnumerateArray())
        {
            var index = entry.GetProperty("index").GetUInt64();
            vectors.Equal(entry.GetProperty("depth").GetInt32(), FlatTree.Depth(index));
            vectors.Equal(entry.GetProperty("offset").GetUInt64(), FlatTree.Offset(index));
            vectors.Equal(entry.GetProperty("parent").GetUInt64(), FlatTree.Parent(index));
            vectors.Equal(entry.GetProperty("sibling").GetUInt64(), FlatTree.Sibling(index));
            vectors.Equal(Numbers(entry.GetProperty("spans")), [FlatTree.LeftSpan(index), FlatTree.RightSpan(index)]);
            vectors.Equal(entry.GetProperty("countLeaves").GetUInt64(), FlatTree.CountLeaves(index));
            if (!Json.IsNull(entry, "children"))
                vectors.Equal(Numbers(entry.GetProperty("children")), [FlatTree.LeftChild(index), FlatTree.RightChild(index)]);
        }
        foreach (var entry in vectors.Root.GetProperty("patch").EnumerateArray())
            vectors.Equal(
                Numbers(entry.GetProperty("nodes")),
                NodesOfAppend(entry.GetProperty("from").GetUInt64(), entry.GetProperty("to").GetUInt64()));
        vectors.Report(checksMin: 300);
    }

    [Fact]
    public void Roots_cover_every_block_once_for_any_length() =>
        Gen.ULong[0, ProtocolLimits.LogLengthBlocksMax].Sample(length =>
        {
            var next = 0UL;
            foreach (var root in FlatTree.FullRoots(length))
            {
                Assert.Equal(next, FlatTree.LeftSpan(root));
                next = FlatTree.RightSpan(root) + 2;
            }
            Assert.Equal(2 * length, next);
        });

    [Fact]
    public void A_parent_contains_its_children_at_any_depth() =>
        Gen.ULong[0, (1UL << 52) - 1].Sample(index =>
        {
            var parent = FlatTree.Parent(index);
            Assert.Equal(index, FlatTree.Index(FlatTree.Depth(index), FlatTree.Offset(index)));
            Assert.True(FlatTree.Contains(parent, index) && FlatTree.Contains(parent, FlatTree.Sibling(index)));
            Assert.Equal(parent, FlatTree.Parent(FlatTree.Sibling(index)));
        });

    private static ulong[] Numbers(System.Text.Json.JsonElement json) => [.. json.EnumerateArray().Select(x => x.GetUInt64())];

    /// <summary>The reference lists a new root when it stays and its parts when it is merged: leaves at the end of the growth first.</summary>
    private static ulong[] NodesOfAppend(ulong from, ulong to)
    {
        var nodes = new List<ulong>();
        foreach (var root in FlatTree.FullRoots(to))
        {
            if (FlatTree.RightSpan(root) < 2 * from) continue;
            if (from == 0 || !FlatTree.Contains(root, 2 * from - 2))
            {
                nodes.Add(root);
                continue;
            }
            var held = FlatTree.FullRoots(from)[^1];
            while (held != root)
            {
                if (FlatTree.Sibling(held) > held) nodes.Add(FlatTree.Sibling(held));
                held = FlatTree.Parent(held);
                nodes.Add(held);
            }
        }
        return [.. nodes];
    }
}
