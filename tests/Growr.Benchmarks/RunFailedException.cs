namespace Growr.Benchmarks;

/// <summary>A run ended without its results; the message says why and what to do.</summary>
internal sealed class RunFailedException(string message) : Exception(message);
