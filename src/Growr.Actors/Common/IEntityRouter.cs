namespace Growr.Actors.Common;

/// <summary>Reaches an entity wherever it lives in the cluster.</summary>
public interface IEntityRouter
{
    void Tell(IEntityMessage message);

    /// <summary>Sends and waits for the one answer.</summary>
    /// <exception cref="Akka.Actor.AskTimeoutException">No answer in time; the command may still have been carried out.</exception>
    Task<object> Ask(IEntityMessage message, TimeSpan deadline);
}
