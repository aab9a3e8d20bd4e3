using System.Text.Json;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Replication;

namespace Growr.Hypercore.Tests.Replication;

public sealed class CapabilityTests
{
    [Theory]
    [InlineData("session-five-blocks.json")]
    [InlineData("session-live-append.json")]
    [InlineData("session-reorg.json")]
    [InlineData("session-two-cores-one-stream.json")]
    public void Every_recorded_open_shows_the_capability_of_its_core_and_side(string file)
    {
        var vectors = new Vectors(file);
        var keys = new Dictionary<string, CoreKey>();
        CollectKeys(vectors.Root, keys);
        var hash = vectors.Root.GetProperty("keys").Hex("handshakeHash");
        foreach (var frame in vectors.Root.GetProperty("frames").EnumerateArray())
            if (frame.TryGetProperty("decoded", out var decoded)) Check(vectors, decoded, keys, hash, frame.Text("from") == "initiator");
        vectors.Report(2);
    }

    private static void Check(Vectors vectors, JsonElement items, Dictionary<string, CoreKey> keys, byte[] hash, bool isInitiator)
    {
        foreach (var item in items.EnumerateArray())
        {
            if (item.TryGetProperty("items", out var batch)) Check(vectors, batch, keys, hash, isInitiator);
            if (!item.TryGetProperty("handshake", out var handshake)) continue;
            vectors.Equal(handshake.Text("capability"), Capability.Of(hash, keys[item.Text("id")], isInitiator).ToHex());
        }
    }

    private static void CollectKeys(JsonElement element, Dictionary<string, CoreKey> keys)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) CollectKeys(item, keys);
        if (element.ValueKind != JsonValueKind.Object) return;
        if (element.TryGetProperty("discoveryKey", out var discoveryKey)) keys[discoveryKey.GetString()!] = new CoreKey(element.Hex("key"));
        foreach (var property in element.EnumerateObject()) CollectKeys(property.Value, keys);
    }
}
