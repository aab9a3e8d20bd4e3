using Microsoft.Extensions.Hosting;

namespace Growr.Host.Node;

/// <summary>
/// Leaves signals to the command line. A host that hears Ctrl-C by itself would end the actors under a command that is still at work.
/// </summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
