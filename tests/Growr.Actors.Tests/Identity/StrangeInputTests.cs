using System.Text.Json;
using CsCheck;
using Growr.Actors.Common;
using Growr.Actors.Identity.Credentials;
using Growr.Actors.Identity.Dids;
using Growr.Actors.Identity.Jose;
using Growr.Actors.Identity.Rules;
using Growr.Actors.Identity.Schemas;
using Growr.Actors.Identity.Status;
using Growr.Actors.Projects;
using Growr.Actors.Tests.Identity.Eligibility;

namespace Growr.Actors.Tests.Identity;

/// <summary>Whatever text arrives, nothing throws, and nothing that was changed is believed.</summary>
public sealed class StrangeInputTests
{
    private static readonly string Good = Assert.Single(new Scene
    {
        Criteria = Scene.Parse("""{"version":1,"credentials":[{"id":"kyc","categories":["kyc"],"claims":[["birthdate"],["address","country"]]}],"rule":{"==":[1,1]}}"""),
    }.Present()).Text;

    // Text that gets further than noise does: pieces of real credentials, JSON and separators in any order.
    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.String, Gen.OneOf(
        [.. Good.Split('~'), "~", ".", "{", "}", "[", "]", "\"", "_sd", "...", ":", ",", "\\ud800", "did:key:z", "e30", "W10", "eyJhbGciOiJFZERTQSJ9", "\ud800"])
        .Array[0, 12].Select(string.Concat));

    private static readonly Gen<JsonElement> AnyJson = Gen.Recursive<string>((depth, inner) => depth > 5
        ? Gen.OneOf("null", "true", "false", "0", "-1.5", "1e9", "\"2026-02-29\"", "\"18.00\"", "\"KE\"", "{\"var\":\"a.b\"}", "{\"var\":\"item\"}")
        : Gen.OneOf(
            inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Gen.OneOf("var", "and", "or", "!", "if", "==", "<", "in", "+", "-", "*", "/", "round", "age", "dateAdd", "dateDiff", "any", "count", "sum", "len", "min", "between", "_sd", "..."),
                inner.Array[1, 3], (name, items) => $"{{\"{name}\":[{string.Join(',', items)}]}}"),
            inner)).Select(text => JsonElement.Parse(text));

    [Fact]
    public void Any_text_is_refused_quietly_by_every_reader() => AnyText.Sample(text =>
    {
        Assert.False(SdJwtVerifier.Verify(text, Samples.Terms(), Vectors.Dids).IsValid && text != Good);
        SdJwtPresenter.TryPresent(text, [ClaimPath.Whole], Samples.Terms(), Vectors.Holder, out _);
        Disclosure.TryParse(text, out _);
        Jws.TryParse(text, 10_000, out _);
        DidKey.TryParse(text, out _);
        DidKey.TryParse("did:key:z" + text, out _);
        DidDocument.TryParse("did:web:a", text, out _);
        EligibilityCriteria.TryParse(text, out _, out _);
        StrictJson.TryParse(text, 10_000, out _);
        StatusList.TryDecode(2, text, out _);
        StatusListToken.TryVerify(text, "u", "did:web:a", Samples.Now, Vectors.Dids, out _);
        ExactDecimal.TryParse(text, out _);
    }, iter: 3_000);

    [Fact]
    public void Any_bytes_are_refused_quietly() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        StrictJson.TryParse(bytes, 100, out _);
        StatusList.TryDecode(1, Base64UrlText.Encode(bytes), out _);
        Disclosure.TryParse(Base64UrlText.Encode(bytes), out _);
    }, iter: 3_000);

    [Fact]
    public void Any_json_is_evaluated_or_refused_as_a_rule_and_checked_by_every_schema() => AnyJson.Sample(json =>
    {
        if (Rule.TryParse(json, out var rule, out _)) { rule.Evaluate(json); rule.Reads(); }
        foreach (var category in CredentialCategory.All) _ = category.FaultsOfComplete(json).Length + category.FaultsOfShown(json).Length;
        DisclosedPayload.Rebuild(json.ValueKind == JsonValueKind.Object ? json : JsonElement.Parse("{}"), []);
        VerificationKey.TryFromJwk(json, out _);
    }, iter: 2_000);

    [Fact]
    public void A_presentation_with_any_character_changed_never_verifies()
    {
        Assert.True(SdJwtVerifier.Verify(Good, Samples.Terms(), Vectors.Dids).IsValid);
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.OneOf(Gen.OneOf([.. "ABZaz059-_.~= "]), Gen.Char)).Sample((index, character) =>
        {
            if (Good[index] == character) return;
            var changed = string.Concat(Good.AsSpan(0, index), [character], Good.AsSpan(index + 1));
            Assert.False(SdJwtVerifier.Verify(changed, Samples.Terms(), Vectors.Dids).IsValid);
        }, iter: 2_000);
    }

    [Fact]
    public void A_presentation_with_pieces_cut_repeated_or_moved_never_verifies() =>
        Gen.Int[0, Good.Split('~').Length - 1].Array[1, 9].Sample(order =>
        {
            var pieces = Good.Split('~');
            var text = string.Join('~', order.Select(index => pieces[index]));
            Assert.Equal(text == Good, SdJwtVerifier.Verify(text, Samples.Terms(), Vectors.Dids).IsValid);
        }, iter: 1_000);
}
