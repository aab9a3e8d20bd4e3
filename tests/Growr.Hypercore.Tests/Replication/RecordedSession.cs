using Growr.Hypercore.Encoding;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

/// <summary>The messages of one channel in a recorded connection of the reference, and what its application did between them.</summary>
internal sealed class RecordedSession
{
    private readonly Vectors _vectors;

    public RecordedSession(string name)
    {
        _vectors = new Vectors($"session-{name}.json");
        foreach (var frame in _vectors.Root.GetProperty("frames").EnumerateArray())
        {
            if (frame.TryGetProperty("mark", out var mark)) Steps.Add(new Step("", 0, [], mark.GetString()));
            else if (frame.GetProperty("kind").GetString() == "message")
                ReadFrame(frame.GetProperty("from").GetString()!, Vectors.Hex(frame.GetProperty("plain")));
        }
    }

    public List<Step> Steps { get; } = [];

    public Vectors Checks => _vectors;

    public IEnumerable<DataMessage> DataFrom(string side) =>
        Steps.Where(step => step.From == side && step.Type == MessageType.Data)
            .Select(step => DataMessage.TryDecode(step.Body, out var data) ? data! : throw new InvalidDataException());

    private void ReadFrame(string from, ReadOnlySpan<byte> frame)
    {
        if (!CompactUInt.TryRead(ref frame, out var channel)) return;
        if (channel != 0) AddMessage(from, frame);
        else if (CompactUInt.TryRead(ref frame, out var control) && control == 0) ReadBatch(from, frame);
    }

    private void ReadBatch(string from, ReadOnlySpan<byte> frame)
    {
        Assert.True(CompactUInt.TryRead(ref frame, out var channel));
        while (!frame.IsEmpty)
        {
            Assert.True(CompactBuffer.TryRead(ref frame, frame.Length, out var item));
            if (item.IsEmpty) Assert.True(CompactUInt.TryRead(ref frame, out channel));
            else if (channel != 0) AddMessage(from, item);
        }
    }

    private void AddMessage(string from, ReadOnlySpan<byte> message)
    {
        Assert.True(CompactUInt.TryRead(ref message, out var type));
        Steps.Add(new Step(from, (int)type, message.ToArray(), null));
    }

    public sealed record Step(string From, int Type, byte[] Body, string? Mark);
}
