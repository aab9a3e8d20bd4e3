using System.Text.Json.Serialization;

namespace Growr.Actors.Common;

/// <summary>How principal and interest are spread over the instalments.</summary>
[JsonConverter(typeof(CodeEnumConverter<LoanType>))]
public enum LoanType
{
    /// <summary>Interest on the original amount for the whole term, in equal parts.</summary>
    Flat,

    /// <summary>Interest on the balance; level instalments.</summary>
    Declining,

    /// <summary>Interest on the balance; level principal.</summary>
    EqualPrincipal,

    /// <summary>Principal in one sum at the end.</summary>
    Bullet,
}

[JsonConverter(typeof(CodeEnumConverter<RepaymentModel>))]
public enum RepaymentModel
{
    Fixed,

    /// <summary>No instalments: interest by days on one balance, everything due on the end date.</summary>
    AdHoc,
}

[JsonConverter(typeof(CodeEnumConverter<DayCount>))]
public enum DayCount
{
    [JsonStringEnumMemberName("30/360")] Thirty360,
    [JsonStringEnumMemberName("ACT/360")] Actual360,
    [JsonStringEnumMemberName("ACT/365")] Actual365,
    [JsonStringEnumMemberName("ACT/ACT")] ActualActual,
}

[JsonConverter(typeof(CodeEnumConverter<PeriodUnit>))]
public enum PeriodUnit { Month, Week, Day }

/// <summary>What happens to the interest of the first periods while no principal is due.</summary>
[JsonConverter(typeof(CodeEnumConverter<GraceMode>))]
public enum GraceMode
{
    InterestPaid,

    /// <summary>Collected with the first instalment after the grace, without interest on interest.</summary>
    Defer,

    /// <summary>Added to the balance.</summary>
    Capitalise,
    Waive,
}

[JsonConverter(typeof(CodeEnumConverter<FeeMode>))]
public enum FeeMode
{
    /// <summary>Kept back from the payout.</summary>
    Deduct,

    /// <summary>Due with the first instalment.</summary>
    Add,

    /// <summary>Added to the principal.</summary>
    Finance,
}

[JsonConverter(typeof(CodeEnumConverter<BulletInterest>))]
public enum BulletInterest { AtEnd, EachPeriod }

/// <summary>What money beyond the due instalments does to a loan with interest on the balance.</summary>
[JsonConverter(typeof(CodeEnumConverter<PrepaymentMode>))]
public enum PrepaymentMode
{
    /// <summary>Pays the next instalments as they stand.</summary>
    NextInstalment,

    /// <summary>Same instalment, fewer of them.</summary>
    ReduceTerm,

    /// <summary>Same dates, smaller instalments.</summary>
    ReduceInstalment,
}

/// <summary>Which part of flat interest is given back when a loan is settled before its term.</summary>
[JsonConverter(typeof(CodeEnumConverter<EarlySettlementRebate>))]
public enum EarlySettlementRebate
{
    None,

    /// <summary>The interest of periods that have not begun.</summary>
    ProRata,

    /// <summary>All interest above what the contract's own rate of return earns on the declining balance.</summary>
    Actuarial,
}
