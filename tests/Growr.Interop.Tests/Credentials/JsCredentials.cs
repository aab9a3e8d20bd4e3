using System.Text.Json;
using System.Text.Json.Nodes;
using Growr.Interop.Tests.Support;

namespace Growr.Interop.Tests.Credentials;

/// <summary>The npm package that issues, presents and verifies; see tests/peers/credentials.mjs. One process for a class of tests.</summary>
public sealed class JsCredentials : IAsyncDisposable
{
    private readonly JsProcess _process = JsProcess.Start("credentials.mjs");

    /// <summary>Issues with every claim hidden; elements of some lists one by one.</summary>
    public async Task<string> IssueAsync(JsonObject issuerKey, string keyId, JsonObject payload, JsonObject claims, params string[] listsByElement) =>
        (await AskAsync(new { @do = "issue", issuer = issuerKey, kid = keyId, payload, claims, listsByElement })).GetProperty("text").GetString()!;

    /// <summary>Shows some claims with everything below them.</summary>
    public async Task<string> PresentAsync(JsonObject holderKey, string credential, IEnumerable<string> names, object binding) =>
        (await AskAsync(new { @do = "present", holder = holderKey, credential, names, binding })).GetProperty("text").GetString()!;

    /// <summary>Verifies issuer, disclosures, key binding and status.</summary>
    /// <returns>The payload it believes.</returns>
    /// <exception cref="InvalidOperationException">It does not believe the presentation.</exception>
    public async Task<JsonObject> VerifyAsync(JsonObject issuerKey, string text, string nonce, long nowSeconds, string statusList) =>
        JsonObject.Create((await AskAsync(new { @do = "verify", issuer = issuerKey, text, nonce, now = nowSeconds, statusList })).GetProperty("payload"))!;

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<JsonElement> AskAsync(object command)
    {
        await _process.WriteAsync(command);
        var answer = await _process.ReadAsync(command.ToString()!, "an answer");
        if (answer.TryGetProperty("error", out var error)) throw new InvalidOperationException(error.GetString());
        return answer;
    }
}
