using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Growr.Actors.Common;

namespace Growr.Actors.Lending;

/// <summary>Where a loan stands.</summary>
[JsonConverter(typeof(CodeEnumConverter<LoanStatus>))]
public enum LoanStatus { Draft, Approved, Disbursed, Repaid, Defaulted, Cancelled, WrittenOff }

/// <summary>How late a loan is, in days past due.</summary>
[JsonConverter(typeof(CodeEnumConverter<ArrearsBucket>))]
public enum ArrearsBucket
{
    [JsonStringEnumMemberName("CURRENT")] Current,
    [JsonStringEnumMemberName("1-30")] UpTo30,
    [JsonStringEnumMemberName("31-60")] UpTo60,
    [JsonStringEnumMemberName("61-90")] UpTo90,
    [JsonStringEnumMemberName("91-180")] UpTo180,
    [JsonStringEnumMemberName("181-365")] UpTo365,
    [JsonStringEnumMemberName(">365")] Over365,
}

/// <summary>What part of a payment went where.</summary>
/// <param name="Instalment">Number of the instalment, from 1.</param>
/// <param name="Penalty">Late fees and penalty interest.</param>
/// <param name="Fee">Other fees.</param>
/// <param name="Interest">Interest.</param>
/// <param name="Principal">Principal.</param>
public sealed record AllocationLine(int Instalment, Money Penalty, Money Fee, Money Interest, Money Principal)
{
    [JsonIgnore] public Money Total => Penalty + Fee + Interest + Principal;
}

/// <summary>Where the whole of a payment went.</summary>
/// <param name="Lines">Parts taken by instalments, in order.</param>
/// <param name="Credited">Rest above everything owed.</param>
public sealed record RepaymentAllocation(ImmutableArray<AllocationLine> Lines, Money Credited)
{
    [JsonIgnore] public Money Allocated => Lines.Aggregate(Money.Zero(Credited.Currency), (sum, line) => sum + line.Total);
}
