using Growr.Actors.Common;

namespace Growr.Actors.Tests.Support;

internal static class Samples
{
    /// <summary>Fixed origin for events whose bytes are approved.</summary>
    public static EventMeta Meta(string tenant) => new(new TenantId(tenant), new CommandId("c1"),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new ActorId("admin"), Decisions.Now);
}
