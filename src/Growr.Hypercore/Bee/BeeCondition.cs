namespace Growr.Hypercore.Bee;

/// <summary>Decides whether an existing entry may be replaced or deleted. Not asked when the key does not exist.</summary>
/// <param name="previous">The entry as it stands.</param>
/// <param name="next">What would take its place: the new entry, or one without value for a delete.</param>
/// <returns>False leaves the entry as it is; nothing is appended.</returns>
public delegate bool BeeCondition(BeeEntry previous, BeeEntry next);
