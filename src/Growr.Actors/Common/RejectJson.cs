using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;

namespace Growr.Actors.Common;

/// <summary>
/// Takes the place of Akka's type-name-driven JSON: a peer that names a type would otherwise have it built here. Measured:
/// strict mode alone still turned such bytes into a FileInfo.
/// </summary>
public sealed class RejectJson(ExtendedActorSystem system) : Akka.Serialization.Serializer(system)
{
    /// <summary>Akka calls this one, because "json" has settings.</summary>
    public RejectJson(ExtendedActorSystem system, Config settings) : this(system) => _ = settings;

    public override int Identifier => 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType().FullName} has no name on the wire.");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("JSON by type name is off.");
}
