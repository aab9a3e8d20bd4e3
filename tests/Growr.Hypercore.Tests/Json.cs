using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;

namespace Growr.Hypercore.Tests;

/// <summary>Values as the golden files write them.</summary>
internal static class Json
{
    public static TreeNode Node(JsonElement json) => new(
        json.GetProperty("index").GetUInt64(), json.GetProperty("size").GetUInt64(), new Hash(Vectors.Hex(json.GetProperty("hash"))));

    public static TreeNode[] Nodes(JsonElement json) => [.. json.EnumerateArray().Select(Node)];

    public static bool IsNull(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    public static Manifest Manifest(JsonElement json) => new()
    {
        Version = json.GetProperty("version").GetUInt64(),
        AllowPatch = json.GetProperty("allowPatch").GetBoolean(),
        Quorum = json.GetProperty("quorum").GetUInt64(),
        Signers = [.. json.GetProperty("signers").EnumerateArray().Select(signer => new ManifestSigner(
            new Bytes32(Vectors.Hex(signer.GetProperty("namespace"))), new PublicKey(Vectors.Hex(signer.GetProperty("publicKey")))))],
        Prologue = IsNull(json, "prologue") ? null : new ManifestPrologue(
            new Hash(Vectors.Hex(json.GetProperty("prologue").GetProperty("hash"))),
            json.GetProperty("prologue").GetProperty("length").GetUInt64()),
        Linked = IsNull(json, "linked") ? null :
            [.. json.GetProperty("linked").EnumerateArray().Select(key => new CoreKey(Vectors.Hex(key)))],
        UserData = IsNull(json, "userData") ? default(ReadOnlyMemory<byte>?) : Vectors.Hex(json.GetProperty("userData")),
    };
}
