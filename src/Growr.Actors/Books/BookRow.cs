using System.Text.Json.Nodes;

namespace Growr.Actors.Books;

/// <summary>One change of a book: a key and its new value, or null to take the key out.</summary>
/// <param name="Key">See <see cref="BookKeys"/>; UTF-8 in the book.</param>
/// <param name="Value">Written as <see cref="CanonicalJson"/>; carries <c>v</c>, the version of its schema.</param>
public readonly record struct BookRow(string Key, JsonObject? Value);
