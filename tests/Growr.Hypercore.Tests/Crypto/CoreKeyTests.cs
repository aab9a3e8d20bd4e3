using CsCheck;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Tests.Crypto;

public sealed class CoreKeyTests
{
    private static readonly Gen<string> Lengthy = Gen.OneOf(Gen.Int[0, 80], Gen.OneOf(Gen.Const(52), Gen.Const(64)))
        .SelectMany(length => Gen.OneOf(Gen.Char, Gen.Char["ybndrfg8ejkmcpqxot1uwisza345h769"], Gen.Char["0123456789abcdefABCDEF"]).Array[length])
        .Select(chars => new string(chars));

    [Fact]
    public void Any_text_is_a_key_or_refused_and_a_key_is_written_back_to_itself() =>
        Gen.Select(Lengthy, Gen.OneOf(Gen.Const(""), Gen.Const("pear://"))).Sample((text, scheme) =>
        {
            if (!CoreKey.TryParse(scheme + text, out var key)) return;
            Assert.True(CoreKey.TryParse(key.ToId(), out var again) && again == key);
            Assert.True(CoreKey.TryParse(key.ToHex(), out again) && again == key);
        }, iter: 5_000);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pear://")]
    [InlineData("hyper://yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy")]
    [InlineData("lyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy")]
    [InlineData("g000000000000000000000000000000000000000000000000000000000000000")]
    public void Other_text_is_no_key(string? text) => Assert.False(CoreKey.TryParse(text, out _));
}
