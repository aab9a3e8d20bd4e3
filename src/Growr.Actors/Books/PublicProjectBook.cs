using System.Text.Json.Nodes;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>What strangers may know of public projects, from their activation on. Built from allow-lists only.</summary>
public sealed class PublicProjectBook : IBook
{
    private readonly PublicProjects _public = new();

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IProjectEvent { ProjectKey: var key } || !ProjectBook.ChangesRecord(entry.Event)) yield break;
        var wasShown = _public.Shows(key);
        _public.Learn(entry);
        if (_public.Shows(key)) yield return new BookRow(BookKeys.Project(key), Sanitized(ProjectBook.Record(entry)));
        // Marked, not deleted: the reference's get may still find a deleted key.
        else if (wasShown) yield return new BookRow(BookKeys.Project(key), new JsonObject { ["key"] = key.Value, ["status"] = "WITHDRAWN", ["v"] = 1 });
    }

    private static JsonObject Sanitized(JsonObject record)
    {
        var shown = record.Only(
            "key", "status", "profileUrl", "bannerUrl", "startDate", "endDate", "amount", "currency", "loanType", "repaymentModel",
            "riskDepositRate", "loanMinDuration", "loanMaxDuration", "loanMinAmount", "loanMaxAmount", "loanTerms", "debtSharing",
            "isInviteOnly", "criteriaVersion", "v");
        shown["name"] = Cleaned(record, "name");
        shown["description"] = Cleaned(record, "description");
        if (record["impact"] is JsonObject impact) shown["impact"] = impact.Only("sdg", "sector", "borrowersTarget", "region");
        if (record["eligibilityCriteria"] is JsonObject criteria) shown["eligibilityCriteria"] = CriteriaShape(criteria);
        shown["funding"] = new JsonArray([.. record["funding"]!.AsArray().Select(source => SourceShape(source!.AsObject()))]);
        return shown;
    }

    private static JsonObject SourceShape(JsonObject source)
    {
        var shown = source.Only("id", "type", "status", "networkName", "tokenName", "interestRate", "leverageFactor", "fundingMinAmount",
            "fundingMaxAmount", "tranche");
        shown["terms"] = Cleaned(source, "terms");
        // What stands as the address of a bank source is an account.
        if ((string?)source["networkName"] != "BANK" && source["fundingAddress"] is { } address) shown["fundingAddress"] = address.DeepClone();
        return shown;
    }

    private static string Cleaned(JsonObject record, string text) => PrivacyFilter.Clean((string?)record[text] ?? "");

    /// <summary>Which credentials and which questions, without the values that answers are measured against.</summary>
    private static JsonObject CriteriaShape(JsonObject criteria)
    {
        var shape = criteria.Only("version", "sets");
        if (criteria["credentials"] is JsonArray credentials)
            shape["credentials"] = new JsonArray([.. credentials.Select(one => one!.AsObject().Only("id", "categories", "vct", "multiple"))]);
        if (criteria["rule"] is { } rule) shape["rule"] = RuleShape(rule);
        return shape;
    }

    private static JsonNode? RuleShape(JsonNode? rule) => rule switch
    {
        JsonObject { Count: 1 } operation when operation.First() is var (name, arguments) =>
            new JsonObject { [name] = name is "var" or "exists" or "missing" ? PathOf(arguments) : RuleShape(arguments) },
        JsonArray items => new JsonArray([.. items.Select(RuleShape)]),
        _ => "*",
    };

    /// <summary>The claim that is asked for; a value to use in its place stays unsaid.</summary>
    private static JsonNode? PathOf(JsonNode? arguments) => arguments is JsonArray { Count: > 0 } items ? items[0]?.DeepClone() : arguments?.DeepClone();
}
