using Growr.Actors.Common;
using Growr.Actors.Identity.Dids;

namespace Growr.Actors.Tests.Identity.Dids;

public sealed class PairwiseDidTests
{
    private static readonly TenantId Tenant = new("tenant-7");

    [Fact]
    public void The_seed_in_a_project_is_that_of_the_vector()
    {
        var vector = Vectors.Load("key-custody").GetProperty("hkdf");
        using var pair = PairwiseDid.Derive(Hex(vector, "ikmHex"), new TenantId(vector.GetProperty("salt").GetString()!), new ProjectKey("project-42"));
        var seed = new byte[32];
        pair.CopySeed(seed);
        Assert.Equal(Hex(vector, "okmHex"), seed);
        Vectors.Report("key-custody", 1, 1);
    }

    [Fact]
    public void A_person_has_another_name_in_every_project_and_tenant()
    {
        var seed = Hex(Vectors.Load("key-custody").GetProperty("hkdf"), "ikmHex");
        string[] names =
        [
            PairwiseDid.Of(seed, Tenant, new ProjectKey("a")), PairwiseDid.Of(seed, Tenant, new ProjectKey("b")),
            PairwiseDid.Of(seed, new TenantId("tenant-8"), new ProjectKey("a")),
        ];
        Assert.Distinct(names);
        Assert.Equal(names[0], PairwiseDid.Of(seed, Tenant, new ProjectKey("a")));
        Assert.All(names, name => Assert.True(DidKey.TryParse(name, out _)));
    }

    private static byte[] Hex(System.Text.Json.JsonElement vector, string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);
}
