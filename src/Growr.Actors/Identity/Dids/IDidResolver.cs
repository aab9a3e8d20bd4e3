namespace Growr.Actors.Identity.Dids;

/// <summary>Finds the keys of a DID without waiting: documents from the network are fetched and kept by someone else.</summary>
public interface IDidResolver
{
    /// <summary>The document, or null when it is not known. Null means that nothing this DID signed is believed.</summary>
    DidDocument? Resolve(string did);
}
