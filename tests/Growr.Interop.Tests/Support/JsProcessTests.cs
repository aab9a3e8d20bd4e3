namespace Growr.Interop.Tests.Support;

/// <summary>What a test is told when its peer does not do its part.</summary>
public sealed class JsProcessTests
{
    [Fact]
    public async Task A_script_that_ends_early_is_reported_with_phase_expectation_and_its_last_words()
    {
        await using var process = JsProcess.Start("peer.mjs", "/dev/null/no-folder");
        await process.WriteAsync(new { @do = "create", name = "x" });
        await process.EndAsync();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true) await process.ReadAsync("create core x", "its key");
        });
        Assert.Contains("peer.mjs, create core x: expected its key; the script ended", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unanswered_wait_is_reported_with_phase_and_expectation()
    {
        await using var process = JsProcess.Start("read-bee.mjs");
        process.AnswerTime = TimeSpan.Zero;
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => process.ReadAsync("greeting", "a line"));
        Assert.Contains("greeting: expected a line; no line in", failure.Message, StringComparison.Ordinal);
    }
}
