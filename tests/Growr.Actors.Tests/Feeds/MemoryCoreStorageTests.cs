using Growr.Hypercore.Log;

namespace Growr.Actors.Tests.Feeds;

public sealed class MemoryCoreStorageTests : CoreStorageContract, IDisposable
{
    private readonly MemoryCoreStorage _storage = new();

    private protected override ICoreStorage Storage => _storage;

    public void Dispose() => _storage.Dispose();
}
