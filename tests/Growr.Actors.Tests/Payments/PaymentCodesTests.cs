using Growr.Actors.Common;
using Growr.Actors.Payments;

namespace Growr.Actors.Tests.Payments;

public sealed class PaymentCodesTests
{
    private readonly PaymentCodes _codes = new(new Keys());
    private readonly EntityId _payment = EntityId.Parse("coop/payments/x1");

    [Fact]
    public void A_retry_makes_the_same_six_digits_and_another_command_others()
    {
        var codes = Enumerable.Range(0, 200).Select(n => _codes.Make(_payment, new CommandId($"c{n}"))).ToList();
        Assert.All(codes, code => Assert.Matches("^[0-9]{6}$", code));
        Assert.Equal(codes[0], _codes.Make(_payment, new CommandId("c0")));
        Assert.True(codes.Distinct().Count() > 195);
    }

    [Fact]
    public void A_hash_depends_on_code_payment_and_tenant_and_not_on_blanks_around_the_code()
    {
        var hash = _codes.Hash(_payment, "123456");
        Assert.Equal(hash, _codes.Hash(_payment, " 123456 "));
        Assert.Equal(4, new[]
        {
            hash, _codes.Hash(_payment, "123457"), _codes.Hash(_payment with { Key = "x2" }, "123456"),
            _codes.Hash(_payment with { Tenant = new TenantId("other") }, "123456"),
        }.Distinct().Count());
        Assert.DoesNotContain("123456", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_sent_is_not_printed() =>
        Assert.DoesNotContain("123456", new CodeSent(new Replies.Done(new CommandId("c"), 1), "123456").ToString(), StringComparison.Ordinal);

    private sealed class Keys : ITenantKeys
    {
        public byte[] BlindingKey(TenantId tenant) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(tenant.Value));
    }
}
