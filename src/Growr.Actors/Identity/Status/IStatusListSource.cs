namespace Growr.Actors.Identity.Status;

/// <summary>Gives the newest status list token kept for an address, without waiting. Null means unavailable: the check fails closed.</summary>
public interface IStatusListSource
{
    string? Find(string uri);
}
