using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>What strangers may know of public projects, from their activation on. Built from allow-lists only.</summary>
public sealed class PublicProjectBook : IBook
{
    private readonly HashSet<ProjectKey> _shown = [];

    public IEnumerable<BookRow> Project(JournalEntry entry)
    {
        if (entry.Event is not IProjectEvent { ProjectKey: var key } || ProjectBook.IsAboutLoans(entry.Event)) yield break;
        var view = ProjectBook.View(entry);
        if (view is { Offer.IsPublic: true, Status: not ProjectStatus.Draft } && (_shown.Contains(key) || view.Status == ProjectStatus.Activated))
        {
            _shown.Add(key);
            yield return new BookRow(BookKeys.Project(key), Sanitized(ProjectBook.Record(entry)));
        }
        else if (_shown.Remove(key))
        {
            // Marked, not deleted: the reference's get may still find a deleted key.
            yield return new BookRow(BookKeys.Project(key), new JsonObject { ["key"] = key.Value, ["status"] = "WITHDRAWN", ["v"] = 1 });
        }
    }

    private static JsonObject Sanitized(JsonObject record)
    {
        var shown = record.Only(
            "key", "status", "name", "profileUrl", "bannerUrl", "startDate", "endDate", "amount", "currency", "loanMinDuration",
            "loanMaxDuration", "loanMinAmount", "loanMaxAmount", "loanTerms", "debtSharing", "isInviteOnly", "criteriaVersion", "v");
        shown["description"] = PrivacyFilter.Clean((string?)record["description"] ?? "");
        if (record["impact"] is JsonObject impact) shown["impact"] = impact.Only("sdg", "sector", "borrowersTarget", "region");
        if (record["eligibilityCriteria"] is JsonObject criteria) shown["eligibilityCriteria"] = CriteriaShape(criteria);
        shown["funding"] = new JsonArray([.. record["funding"]!.AsArray().Select(source => source!.AsObject().Only(
            "id", "type", "status", "networkName", "tokenName", "fundingAddress", "terms", "interestRate", "leverageFactor",
            "fundingMinAmount", "fundingMaxAmount", "tranche"))]);
        return shown;
    }

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
            new JsonObject { [name] = name is "var" or "exists" or "missing" ? arguments?.DeepClone() : RuleShape(arguments) },
        JsonArray items => new JsonArray([.. items.Select(RuleShape)]),
        _ => "*",
    };
}
