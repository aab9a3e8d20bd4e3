using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Funding;
using Growr.Actors.Payments;
using Growr.Actors.Tests.Support;
using Growr.Hypercore.Crypto;
using Microsoft.Extensions.Time.Testing;
using static Growr.Actors.Tests.Funding.FundingExamples;

namespace Growr.Actors.Tests.Funding;

public sealed class FundingGatewayTests : IAsyncDisposable
{
    private readonly LocalEntities _entities = new LocalEntities(NodeTypes.All, new FakeTimeProvider(Decisions.Now))
        .With<FundingAccount, IFundingCommand, IFundingEvent>(EntityKinds.Funding)
        .With<Proof, IProofCommand, IProofEvent>(EntityKinds.Proofs);

    private readonly Signer _signer = new();

    [Fact]
    public async Task Money_that_counts_gets_a_receipt_anybody_can_verify()
    {
        var receipt = (await Gateway.Fund(await Opened(Fund("f1", 10_000)))).Receipt!;
        var parts = receipt.Split('.');
        Assert.True(KeyPair.Verify(_signer.Keys.PublicKey, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal("growr-receipt+jwt", header.RootElement.GetProperty("typ").GetString());
        Assert.Equal(("f1", "10000.00", "KES"), (Text(payload, "fundingKey"), Text(payload, "amount"), Text(payload, "token")));
    }

    [Fact]
    public async Task A_retry_brings_the_same_receipt_even_if_it_was_not_attached_the_first_time()
    {
        var fund = await Opened(Fund("f1", 10_000));
        _entities.Intercept = message => message is FundingCommands.AttachReceipt ? LocalEntities.Lost : null;
        Assert.Equal(Codes.Timeout, Assert.IsType<Replies.Refused>((await Gateway.Fund(fund)).Reply).Refusal.Code);
        _entities.Intercept = null;
        var first = (await Gateway.Fund(fund)).Receipt;
        Assert.NotNull(first);
        Assert.Equal(first, (await Gateway.Fund(fund)).Receipt);
    }

    [Fact]
    public async Task Unmatched_money_has_no_receipt_until_it_is_assigned()
    {
        Assert.Null((await Gateway.Fund(await Opened(Fund("f1", 10_000, source: null)))).Receipt);
        Assert.NotNull((await Gateway.Assign(Assign("f1", "junior"))).Receipt);
    }

    public async ValueTask DisposeAsync() => await _entities.DisposeAsync();

    private FundingGateway Gateway => new(_entities, _ => _signer, TimeSpan.FromSeconds(30));

    private async Task<FundingCommands.Fund> Opened(FundingCommands.Fund fund)
    {
        await _entities.Ask<Replies.Done>(Register());
        return fund;
    }

    private static string? Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString();

    private sealed class Signer : IReceiptSigner
    {
        public KeyPair Keys { get; } = KeyPair.FromSeed(new byte[32]);

        public string Did => "did:web:coop.example";

        public string KeyId => $"{Did}#key-1";

        public byte[] Sign(ReadOnlySpan<byte> message) => Keys.Sign(message);
    }
}
