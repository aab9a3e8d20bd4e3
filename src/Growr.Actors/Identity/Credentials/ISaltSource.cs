namespace Growr.Actors.Identity.Credentials;

/// <summary>Where salts and decoys come from: each call gives 16 bytes nobody can guess.</summary>
public interface ISaltSource
{
    byte[] NextSalt();
}
