using System.IO.Compression;
using Growr.Actors.Identity;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Status;

namespace Growr.Actors.Tests.Identity.Status;

public sealed class StatusListTests
{
    private const string Uri = "https://issuer.example.org/status/1";
    private const string Issuer = "did:web:issuer.example.org";
    private static readonly DateTimeOffset Now = Vectors.At(1_767_225_660);

    [Fact]
    public void Lists_are_packed_and_unpacked_as_the_reference_does()
    {
        var checks = 0;
        foreach (var vector in Vectors.Load("token-status-list").GetProperty("lists").EnumerateArray())
        {
            var bits = vector.GetProperty("bits").GetInt32();
            var values = vector.GetProperty("values").EnumerateArray().Select(value => value.GetInt32()).ToArray();
            Assert.Equal(vector.GetProperty("rawHex").GetString(), Convert.ToHexStringLower(StatusList.Of(bits, values).Packed));
            Assert.True(StatusList.TryDecode(bits, vector.GetProperty("lst").GetString()!, out var decoded));
            Assert.Equal(values, values.Select((_, i) => decoded[i]!.Value));
            Assert.True(StatusList.TryDecode(bits, StatusList.Of(bits, values).Encode(), out var again));
            Assert.Equal(decoded.Packed, again.Packed);
            checks += 3 + values.Length;
        }
        Vectors.Report("token-status-list", checks, 54);
    }

    [Fact]
    public void The_token_of_the_reference_is_verified()
    {
        var vector = Vectors.Load("token-status-list").GetProperty("token");
        Assert.True(StatusListToken.TryVerify(vector.GetProperty("jwt").GetString()!, Uri, Issuer, Now, Vectors.Dids, out var list));
        var expected = vector.GetProperty("expected").EnumerateObject().ToArray();
        Assert.All(expected, entry => Assert.Equal(entry.Value.GetInt32(), list[long.Parse(entry.Name, null)]));
        Assert.Null(list[vector.GetProperty("outOfRange").GetInt64()]);
        Vectors.Report("token-status-list", expected.Length + 2, 7);
    }

    [Fact]
    public void A_token_is_good_for_its_issuer_address_and_time_only()
    {
        var token = StatusListToken.Sign(Uri, StatusList.Of(2, [0, 1]), Now, Now.AddDays(30), Vectors.Issuer);
        bool Holds(string text, string uri, string issuer, DateTimeOffset at) => StatusListToken.TryVerify(text, uri, issuer, at, Vectors.Dids, out _);
        Assert.True(Holds(token, Uri, Issuer, Now));
        Assert.False(Holds(token, Uri + "0", Issuer, Now));
        Assert.False(Holds(token, Uri, "did:web:other.example.org", Now));
        Assert.False(Holds(token, Uri, Issuer, Now.AddDays(31)));
        Assert.False(Holds(token, Uri, Issuer, Now.AddDays(-1)));
        Assert.False(Holds(StatusListToken.Sign(Uri, StatusList.Of(2, [0]), Now, Now.AddDays(30), Vectors.Stranger), Uri, Issuer, Now));
    }

    [Fact]
    public void A_small_text_cannot_unpack_into_more_than_the_limit()
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(new byte[IdentityLimits.StatusListBytesMax + 1]);
        Assert.True(output.Length < 2048);
        Assert.False(StatusList.TryDecode(2, Base64UrlText.Encode(output.ToArray()), out _));
    }

    [Theory]
    [InlineData(3, "eNrbuRgAAhcBXQ")]
    [InlineData(1, "AAAA")]
    [InlineData(1, "eCAAAAAA")] // asks for a preset dictionary
    [InlineData(1, "eNrbuRgAAhcBXR")]
    [InlineData(1, "not base64!")]
    public void A_broken_list_is_refused(int bits, string text) => Assert.False(StatusList.TryDecode(bits, text, out _));
}
