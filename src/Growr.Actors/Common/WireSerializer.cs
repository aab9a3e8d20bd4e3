using System.Security.Cryptography;
using Akka.Actor;
using Akka.Serialization;

namespace Growr.Actors.Common;

/// <summary>The one serializer for what Growr says: JSON under a registered name, and nothing else.</summary>
public sealed class WireSerializer(ExtendedActorSystem system, WireTypes types) : SerializerWithStringManifest(system)
{
    public override int Identifier => 7_401;

    public WireTypes Types => types;

    public override string Manifest(object o) => types.Of(o.GetType()).Manifest;

    public override byte[] ToBinary(object obj) => types.Of(obj.GetType()).Write(obj);

    /// <exception cref="System.Runtime.Serialization.SerializationException">Unknown name, unknown field, malformed.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => types.Named(manifest).Read(bytes);

    /// <summary>SHA-256 over name and content, lower hex: two commands with one id are the same command if this is equal.</summary>
    public string Digest(object message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Manifest(message)));
        hash.AppendData([0]);
        hash.AppendData(ToBinary(message));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The serializer this system was started with.</summary>
    public static WireSerializer In(ActorSystem system) => (WireSerializer)system.Serialization.FindSerializerForType(typeof(IWire));
}
