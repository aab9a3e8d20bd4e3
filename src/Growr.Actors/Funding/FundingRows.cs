using System.Collections.Immutable;
using Growr.Actors.Common;

namespace Growr.Actors.Funding;

/// <summary>All rows of an account in the order they were written, and those whose proof is still being claimed.</summary>
public sealed record FundingRows(ImmutableList<FundingRowView> All, ImmutableDictionary<FundingKey, int> Places,
    ImmutableList<FundingRows.Announcement> Pending)
{
    public static readonly FundingRows None = new([], ImmutableDictionary<FundingKey, int>.Empty, []);

    /// <summary>A row whose proof is being claimed, and the command that announced it.</summary>
    public sealed record Announcement(FundingKey Key, CommandId Began);

    public FundingRowView? Find(FundingKey key) => Places.TryGetValue(key, out var place) ? All[place] : null;

    public FundingRows Announce(FundingRow row, EventMeta meta) =>
        Put(new FundingRowView(row, FundingRowStatus.Detected, null, null, meta.At)) with { Pending = Pending.Add(new(row.Key, meta.CommandId)) };

    public FundingRows Put(FundingRow row, FundingRowStatus status, DateTimeOffset at, Refusal? unmatched = null) =>
        Put(new FundingRowView(row, status, unmatched, null, at));

    /// <summary>The row is void; its key is not used again.</summary>
    public FundingRows Drop(FundingKey key) => Put(Find(key)! with { Status = FundingRowStatus.Reverted });

    public FundingRows WithReceipt(FundingKey key, string receipt) => Put(Find(key)! with { Receipt = receipt });

    private FundingRows Put(FundingRowView row)
    {
        var settled = Pending.RemoveAll(announced => announced.Key == row.Row.Key);
        return Places.TryGetValue(row.Row.Key, out var place)
            ? this with { All = All.SetItem(place, row), Pending = settled }
            : new FundingRows(All.Add(row), Places.Add(row.Row.Key, All.Count), settled);
    }
}
