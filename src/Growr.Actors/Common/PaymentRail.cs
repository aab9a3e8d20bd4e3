using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>The way money travels between the node's organization and a borrower.</summary>
[JsonConverter(typeof(CodeEnumConverter<PaymentRail>))]
public enum PaymentRail { Cash, MobileMoney, Bank, Bitcoin, Lightning, Rootstock }
