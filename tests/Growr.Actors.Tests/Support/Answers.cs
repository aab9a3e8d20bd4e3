namespace Growr.Actors.Tests.Support;

internal static class Answers
{
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    public static T As<T>(object reply, object message) => reply is T expected
        ? expected
        : throw new InvalidOperationException($"{message.GetType().Name} was answered with {reply}.");
}
