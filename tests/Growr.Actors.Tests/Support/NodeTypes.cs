using System.Reflection;
using Growr.Actors.Common;

namespace Growr.Actors.Tests.Support;

/// <summary>All that the rooms say: every static <c>…Wire.Types</c> of Growr.Actors.</summary>
public static class NodeTypes
{
    public static WireTypes All { get; } = WireTypes.Of([.. Rooms()]);

    private static IEnumerable<IEnumerable<WireType>> Rooms() => typeof(Money).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Wire", StringComparison.Ordinal))
        .Select(type => type.GetProperty("Types", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(property => property is not null && property.PropertyType == typeof(IEnumerable<WireType>))
        .Select(property => (IEnumerable<WireType>)property!.GetValue(null)!);
}
