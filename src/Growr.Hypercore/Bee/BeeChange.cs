namespace Growr.Hypercore.Bee;

/// <summary>One block of a bee's history: a put or a delete.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Entry">The key and what was put; <see cref="BeeEntry.Seq"/> is the number of the block itself.</param>
/// <remarks>
/// A put of null that does not end its batch cannot be told from a delete, and is taken for one.
/// Source: hyperbee 2.27.3 iterators/history.js; index.js <c>BlockEntry.isDeletion</c>.
/// </remarks>
public readonly record struct BeeChange(BeeChangeKind Kind, BeeEntry Entry);
