namespace Growr.Actors.Common;

/// <summary>
/// What an entity answered to each command of the last thirty days. Rebuilt from events, so that it survives restarts;
/// refusals that changed nothing are not remembered, they are decided anew.
/// </summary>
public sealed class CommandMemory
{
    /// <summary>How long a command id is remembered, from its event's instant on.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly Dictionary<CommandId, Remembered> _known = [];
    private readonly Queue<CommandId> _oldestFirst = [];

    /// <summary>The answer given before to a command id, if it is still known at an instant.</summary>
    public Remembered? Find(CommandId id, DateTimeOffset now)
    {
        Forget(now - Kept);
        return _known.GetValueOrDefault(id);
    }

    /// <summary>Takes in an event; <paramref name="version"/> is its place among the entity's events.</summary>
    public void Learn(IDomainEvent @event, long version)
    {
        var meta = @event.Meta;
        if (!_known.TryGetValue(meta.CommandId, out var earlier)) _oldestFirst.Enqueue(meta.CommandId);
        _known[meta.CommandId] = new Remembered(meta.CommandDigest, version, meta.At, earlier?.Refusal);
        if (@event.Verdict is { } verdict && _known.TryGetValue(verdict.CommandId, out var judged))
            _known[verdict.CommandId] = judged with { Refusal = verdict.Refusal };
    }

    private void Forget(DateTimeOffset before)
    {
        while (_oldestFirst.TryPeek(out var id) && _known[id].At < before)
        {
            _oldestFirst.Dequeue();
            _known.Remove(id);
        }
    }

    /// <param name="Digest">Of the command's content.</param>
    /// <param name="Version">The entity's version right after it.</param>
    /// <param name="At">When it was decided.</param>
    /// <param name="Refusal">The no that was stored over it, if any.</param>
    public sealed record Remembered(string Digest, long Version, DateTimeOffset At, Refusal? Refusal);
}
