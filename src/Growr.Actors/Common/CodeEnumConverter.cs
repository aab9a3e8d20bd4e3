using System.Text.Json;
using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>Enumerations travel as the upper-snake names of the product definition, never as numbers.</summary>
public sealed class CodeEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) where TEnum : struct, Enum;
