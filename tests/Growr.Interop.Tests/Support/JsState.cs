namespace Growr.Interop.Tests.Support;

/// <summary>Length in blocks, fork and tree hash in hex.</summary>
public sealed record JsState(ulong Length, ulong Fork, string TreeHash);
