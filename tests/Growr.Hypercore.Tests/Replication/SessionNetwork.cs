using Growr.Hypercore.Replication.Messages;

namespace Growr.Hypercore.Tests.Replication;

/// <summary>Two sessions and two queues under a clock that only the test moves.</summary>
internal sealed class SessionNetwork(SessionPeer left, SessionPeer right)
{
    public Instant Now { get; private set; } = new(1000);

    /// <summary>Messages for which this is true get lost on their way.</summary>
    public Func<SessionPeer, int, bool> Loses { get; set; } = (_, _) => false;

    public SessionNetwork Open()
    {
        left.Session.Opened(false, Now);
        right.Session.Opened(false, Now);
        Run();
        return this;
    }

    /// <summary>Carries messages until both sides are silent.</summary>
    public void Run()
    {
        for (var isBusy = true; isBusy;)
        {
            isBusy = false;
            foreach (var (from, to) in new[] { (left, right), (right, left) })
                while (from.TryPoll(out var type, out var body))
                {
                    isBusy = true;
                    if (!Loses(from, type)) to.Receive(type, body, Now);
                }
        }
    }

    /// <summary>Appends at one side and tells its session.</summary>
    public void Append(SessionPeer at, Hypercore.Crypto.KeyPair writer, int countBlocks)
    {
        TestCores.Append(at.Core, writer, countBlocks);
        at.Session.CoreChanged(Now);
        at.DrainEvents(Now);
    }

    /// <summary>Moves the clock to the next timeout of either side and runs on; false when nobody waits.</summary>
    public bool PassTimeout()
    {
        var due = new[] { left.Session.NextTimeout, right.Session.NextTimeout }.Where(t => t is not null).Min();
        if (due is null) return false;
        Now = due.Value;
        foreach (var peer in new[] { left, right })
        {
            peer.Session.HandleTimeout(Now);
            peer.DrainEvents(Now);
        }
        Run();
        return true;
    }

    public static bool IsData(int type) => type == MessageType.Data;
}
