using Growr.Hypercore;
using Growr.Hypercore.Crypto;
using Growr.Hypercore.Log;
using Growr.Hypercore.Replication.Messages;

namespace Growr.Actors.Feeds;

/// <summary>Messages to <see cref="FeedCatalogActor"/>; it passes those about one core on to that core's actor.</summary>
public static class FeedCommands
{
    /// <summary>
    /// Opens the core this node writes under a name, creating it the first time; <paramref name="IsShared"/> lets peers find
    /// it until it is withdrawn. With <paramref name="IsEncrypted"/> the answer brings what its blocks are to be hidden with: a
    /// name is used either way for ever, never both. Answer: Opened or OpenRefused.
    /// </summary>
    public sealed record OpenOwn(string Name, bool IsShared, bool IsEncrypted = false);

    /// <summary>Opens a core by key, as a copy of somebody else's when it is not ours. Answer: Opened or OpenRefused.</summary>
    public sealed record OpenReplica(CoreKey CoreKey, bool IsShared);

    /// <summary>About one open core; answered with <see cref="FeedReplies.NotOpen"/> when it is not.</summary>
    public abstract record ForCore(CoreKey CoreKey);

    /// <summary>Hides a core from peers that ask from now on. No answer.</summary>
    public sealed record Withdraw(CoreKey CoreKey) : ForCore(CoreKey);

    /// <summary>
    /// Appends blocks under one signature and stores user data with them, all or nothing. Answer: Appended or AppendRefused
    /// or WriteFailed. Without blocks only the user data is stored. <paramref name="Expected"/> is the head the blocks were
    /// made for; when another one stands, the append is refused.
    /// </summary>
    public sealed record Append(
        CoreKey CoreKey,
        IReadOnlyList<ReadOnlyMemory<byte>> Blocks,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> UserData,
        LogHead Expected) : ForCore(CoreKey);

    /// <summary>
    /// Stores what one peer sent, after checking every proof: one commit for all messages. Answer: one DataRejected for
    /// each message that is refused, then Stored, or WriteFailed.
    /// </summary>
    public sealed record StoreData(CoreKey CoreKey, IReadOnlyList<DataMessage> Messages) : ForCore(CoreKey);

    /// <summary>The sender hears <see cref="FeedEvents.FeedGrew"/>: at once with the head as it is, then when it grew.</summary>
    public sealed record Subscribe(CoreKey CoreKey) : ForCore(CoreKey);

    /// <summary>Ends the sender's subscription; so does its end. No answer.</summary>
    public sealed record Unsubscribe(CoreKey CoreKey) : ForCore(CoreKey);

    /// <summary>
    /// Somebody showed a head of a core. When its signature is ours and it is not one we hold, the core is not appended to
    /// any more: whoever goes on from an old copy forks the book. No answer.
    /// </summary>
    public sealed record HeadSeen(CoreKey CoreKey, LogHead Head) : ForCore(CoreKey);
}

/// <summary>Answers; each comes after what it says is durable.</summary>
public static class FeedReplies
{
    /// <summary>
    /// <paramref name="Core"/> is committed state, to be read from any thread as long as the node runs. Of an encrypted core it
    /// gives and takes stored blocks: <paramref name="Encryption"/>, which stays the feeds', is for whoever asked to apply.
    /// </summary>
    public sealed record Opened(CoreKey CoreKey, ICoreReader Core, BlockEncryption? Encryption = null);

    /// <summary>The disk refuses, or the core is in quarantine. <paramref name="Message"/> says how to mend it.</summary>
    public sealed record OpenRefused(CoreKey CoreKey, string Message);

    public sealed record NotOpen(CoreKey CoreKey);

    public sealed record Appended(CoreKey CoreKey, LogHead Head);

    /// <summary>Nothing was written; <paramref name="Head"/> is the one that stands.</summary>
    public sealed record AppendRefused(CoreKey CoreKey, AppendRefusal Reason, LogHead Head);

    /// <summary>The data of the requests named is stored now, under <paramref name="Head"/>.</summary>
    public sealed record Stored(CoreKey CoreKey, LogHead Head, IReadOnlyList<ulong> RequestIds);

    /// <summary>Data that was not stored. <see cref="Violation.StaleUpgrade"/> is nobody's fault: ask again.</summary>
    public sealed record DataRejected(CoreKey CoreKey, ulong RequestId, Violation Violation);

    /// <summary>The disk refused. Read the core's head again before trying anew: the write may be found stored later.</summary>
    public sealed record WriteFailed(CoreKey CoreKey, string Message);
}

public static class FeedEvents
{
    /// <summary>The core has this head, durably. Several growths may be told as one.</summary>
    public sealed record FeedGrew(CoreKey CoreKey, LogHead Head);
}

/// <summary>Why an append was refused; nothing was written.</summary>
public enum AppendRefusal
{
    /// <summary>The blocks were made for another head: read, plan and ask again.</summary>
    HeadMoved = 1,

    /// <summary>This node holds no key that signs the core.</summary>
    NotTheWriter,

    /// <summary>A head signed by our key exists that is not in this storage: it is older than what was once published.</summary>
    AnotherHeadExists,
}
