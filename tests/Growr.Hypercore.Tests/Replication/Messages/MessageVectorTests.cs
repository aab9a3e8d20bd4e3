using System.Buffers;
using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication.Messages;

public sealed class MessageVectorTests
{
    private readonly Vectors _vectors = new("messages.json");

    [Fact]
    public void Messages_are_written_and_read_as_the_reference_does()
    {
        foreach (var entry in _vectors.Root.GetProperty("messages").EnumerateArray())
        {
            var bytes = Vectors.Hex(entry.GetProperty("hex"));
            var type = entry.GetProperty("type").GetString()!;
            _vectors.Equal(Vectors.Hex(bytes), Vectors.Hex(Write(type, entry.GetProperty("message"))));
            _vectors.Equal(Vectors.Hex(bytes), Vectors.Hex(Rewrite(type, bytes)));
        }
        foreach (var _ in _vectors.Root.GetProperty("hyperbeeExtension").EnumerateArray()) _vectors.LeftOut();
        _vectors.Report(checksMin: 78);
    }

    [Fact]
    public void Forms_that_are_only_read_are_read()
    {
        _vectors.True(NoDataMessage.TryDecode([5], out var noData), "without flags");
        _vectors.Equal(new NoDataMessage(5, NoDataReason.Unspecified), noData);
        _vectors.True(RangeMessage.TryDecode([0, 5, 1], out var range), "length 1 written out");
        _vectors.Equal(new RangeMessage(5, 1), range);
        _vectors.Report(checksMin: 4);
    }

    [Fact]
    public void Proof_requests_and_answers_are_rewritten_to_the_same_bytes()
    {
        var proofs = new Vectors("proofs.json");
        foreach (var entry in proofs.Root.GetProperty("proofs").EnumerateArray())
        {
            var request = Vectors.Hex(entry.GetProperty("requestHex"));
            proofs.Equal(Vectors.Hex(request), Vectors.Hex(Rewrite("request", request)));
            if (Json.IsNull(entry, "dataHex")) continue;
            var data = Vectors.Hex(entry.GetProperty("dataHex"));
            proofs.Equal(Vectors.Hex(data), Vectors.Hex(Rewrite("data", data)));
        }
        proofs.Report(checksMin: 120);
    }

    private static byte[] Write(string type, JsonElement json)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (type)
        {
            case "handshake":
                new HandshakeMessage(json.GetProperty("seeks").GetBoolean(), new Bytes32(Vectors.Hex(json.GetProperty("capability"))))
                    .Encode(output);
                break;
            case "sync":
                Sync(json).Encode(output);
                break;
            case "request":
                Request(json).Encode(output);
                break;
            case "cancel":
                new CancelMessage(Number(json, "request")).Encode(output);
                break;
            case "data":
                Data(json).Encode(output);
                break;
            case "noData":
                new NoDataMessage(Number(json, "request"), (NoDataReason)Number(json, "reason")).Encode(output);
                break;
            case "want" or "unwant":
                new WantMessage(Number(json, "start"), Number(json, "length"), json.GetProperty("any").GetBoolean()).Encode(output);
                break;
            case "bitfield":
                var bytes = Vectors.Hex(json.GetProperty("bitfield"));
                var words = bytes.Chunk(4).Select(word => BitConverter.ToUInt32(word)).ToArray();
                new BitfieldMessage(Number(json, "start"), words).Encode(output);
                break;
            case "range":
                new RangeMessage(Number(json, "start"), Number(json, "length"), json.GetProperty("drop").GetBoolean()).Encode(output);
                break;
            case "extension":
                new ExtensionMessage(json.GetProperty("name").GetString()!, Vectors.Hex(json.GetProperty("message"))).Encode(output);
                break;
            default:
                throw new ArgumentException(type, nameof(type));
        }
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Rewrite(string type, byte[] bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        if (type == "handshake" && HandshakeMessage.TryDecode(bytes, out var handshake)) handshake.Encode(output);
        if (type == "sync" && SyncMessage.TryDecode(bytes, out var sync)) sync.Encode(output);
        if (type == "request" && RequestMessage.TryDecode(bytes, out var request)) request.Encode(output);
        if (type == "cancel" && CancelMessage.TryDecode(bytes, out var cancel)) cancel.Encode(output);
        if (type == "data" && DataMessage.TryDecode(bytes, out var data)) data!.Encode(output);
        if (type == "noData" && NoDataMessage.TryDecode(bytes, out var noData)) noData.Encode(output);
        if (type is "want" or "unwant" && WantMessage.TryDecode(bytes, out var want)) want.Encode(output);
        if (type == "bitfield" && BitfieldMessage.TryDecode(bytes, out var bitfield)) bitfield.Encode(output);
        if (type == "range" && RangeMessage.TryDecode(bytes, out var range)) range.Encode(output);
        if (type == "extension" && ExtensionMessage.TryDecode(bytes, out var extension)) extension.Encode(output);
        return output.WrittenSpan.ToArray();
    }

    private static SyncMessage Sync(JsonElement json) => new()
    {
        Fork = Number(json, "fork"),
        LengthBlocks = Number(json, "length"),
        RemoteLengthBlocks = Number(json, "remoteLength"),
        CanUpgrade = json.GetProperty("canUpgrade").GetBoolean(),
        IsUploading = json.GetProperty("uploading").GetBoolean(),
        IsDownloading = json.GetProperty("downloading").GetBoolean(),
        HasManifest = json.GetProperty("hasManifest").GetBoolean(),
        AllowPush = json.GetProperty("allowPush").GetBoolean(),
    };

    private static RequestMessage Request(JsonElement json) => new()
    {
        Id = Number(json, "id"),
        Fork = Number(json, "fork"),
        Block = Part(json, "block") is { } block ? new NodeRequest(Number(block, "index"), Number(block, "nodes")) : null,
        Hash = Part(json, "hash") is { } hash ? new NodeRequest(Number(hash, "index"), Number(hash, "nodes")) : null,
        Seek = Part(json, "seek") is { } seek ? new SeekRequest(Number(seek, "bytes"), Number(seek, "padding")) : null,
        Upgrade = Part(json, "upgrade") is { } up ? new UpgradeRequest(Number(up, "start"), Number(up, "length")) : null,
        WantsManifest = json.GetProperty("manifest").GetBoolean(),
        Priority = Number(json, "priority"),
    };

    private static DataMessage Data(JsonElement json) => new()
    {
        RequestId = Number(json, "request"),
        Fork = Number(json, "fork"),
        Block = Part(json, "block") is { } block
            ? new BlockProof(Number(block, "index"), Vectors.Hex(block.GetProperty("value")), Nodes(block, "nodes")) : null,
        Hash = Part(json, "hash") is { } hash ? new HashProof(Number(hash, "index"), Nodes(hash, "nodes")) : null,
        Seek = Part(json, "seek") is { } seek ? new SeekProof(Number(seek, "bytes"), Nodes(seek, "nodes")) : null,
        Upgrade = Part(json, "upgrade") is { } up
            ? new UpgradeProof(
                Number(up, "start"), Number(up, "length"), Nodes(up, "nodes"), Nodes(up, "additionalNodes"),
                Json.IsNull(up, "signature") ? [] : Vectors.Hex(up.GetProperty("signature")))
            : null,
        Manifest = Part(json, "manifest") is { } manifest ? Json.Manifest(manifest) : null,
    };

    private static JsonElement? Part(JsonElement json, string name) => Json.IsNull(json, name) ? null : json.GetProperty(name);

    private static ulong Number(JsonElement json, string name) => json.GetProperty(name).GetUInt64();

    private static TreeNode[] Nodes(JsonElement json, string name) => Json.Nodes(json.GetProperty(name));
}
