using System.Text.Json.Nodes;
using Growr.Actors.Books;

namespace Growr.Actors.Tests.Books;

/// <summary>The allow-lists of product definition 4.14, written down a second time, apart from the books.</summary>
internal static class PublicSchema
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["projects/p"] =
        [
            "key", "status", "name", "description", "profileUrl", "bannerUrl", "startDate", "endDate", "amount", "currency", "loanType", "repaymentModel",
            "riskDepositRate", "loanMinDuration", "loanMaxDuration", "loanMinAmount", "loanMaxAmount", "loanTerms", "debtSharing", "isInviteOnly",
            "criteriaVersion", "eligibilityCriteria", "funding", "impact", "v",
        ],
        ["loans/l"] =
        [
            "loanRef", "projectKey", "verifierDid", "status", "type", "duration", "interestRate", "cashBackRate", "currency", "contractAmount",
            "repaidPercent", "scheduleVersion", "bucket", "startMonth", "endMonth", "events", "v",
        ],
        ["loans/agg"] =
        [
            "projectKey", "month", "currency", "loans", "borrowers", "disbursed", "repaid", "outstandingPrincipal", "writtenOff", "recovered",
            "averageSize", "par30Percent", "par60Percent", "par90Percent", "onTimePercent", "repaymentRatePercent", "writtenOffLoans", "v",
        ],
        ["loans/t"] = ["seq", "type", "week", "rowHash", "prevHash", "v"],
        ["funding/f"] =
        [
            "seq", "projectKey", "fundingType", "fundingToken", "fundingNetwork", "paymentType", "tranche", "kind", "status", "currency", "receiptHash",
            "amount", "month", "day", "proof", "fundingAddress", "v",
        ],
        ["payments/pm"] = ["projectKey", "month", "cells", "v"],
    };

    private static readonly Dictionary<string, string[]> Nested = new()
    {
        ["projects/p/funding"] =
        [
            "id", "type", "status", "networkName", "tokenName", "fundingAddress", "terms", "interestRate", "leverageFactor", "fundingMinAmount",
            "fundingMaxAmount", "tranche",
        ],
        ["projects/p/impact"] = ["sdg", "sector", "borrowersTarget", "region"],
        ["projects/p/eligibilityCriteria"] = ["version", "credentials", "sets", "rule"],
        ["loans/l/events"] = ["type", "week"],
        ["payments/pm/cells"] = ["direction", "rail", "currency", "count", "sum", "since"],
    };

    public static void Check(string book, BookRow row)
    {
        var place = $"{book}/{row.Key.Split('/')[0]}";
        Assert.True(Allowed.TryGetValue(place, out var allowed), $"{row.Key} has no place in the public {book}.");
        Assert.NotNull(row.Value);
        OnlyHas(place, row.Value, allowed);
        foreach (var (name, value) in row.Value)
            if (Nested.TryGetValue($"{place}/{name}", out var inside))
                foreach (var item in value as JsonArray ?? [value?.DeepClone()]) OnlyHas($"{place}/{name}", item!.AsObject(), inside);
    }

    private static void OnlyHas(string place, JsonObject value, string[] allowed)
    {
        var unknown = value.Select(member => member.Key).Except(allowed).ToList();
        Assert.True(unknown.Count == 0, $"{place} says {string.Join(", ", unknown)}.");
    }
}
