using Akka.Actor;
using Akka.Event;

namespace Growr.Host.Node;

/// <summary>What actors could not do and no answer tells of: one line on stderr each. Stdout belongs to what commands print.</summary>
internal sealed class ErrorLog : ReceiveActor
{
    public ErrorLog()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<Error>(error => Console.Error.WriteLine($"growr: {Line(error)}"));
        ReceiveAny(_ => { });
    }

    private static string Line(Error error) =>
        (error.Cause is { } cause ? $"{error.Message} ({cause.Message})" : $"{error.Message}").ReplaceLineEndings(" ");
}
