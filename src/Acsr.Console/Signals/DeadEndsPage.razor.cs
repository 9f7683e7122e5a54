using Microsoft.AspNetCore.Components;

namespace Acsr.Signals;

/// <summary>How often each dead-end detector found something, and the cases behind it.</summary>
public sealed partial class DeadEndsPage(DeadEndReader reader)
{
    private const int PageSize = 50;
    private const int MaxHits = 3;

    /// <summary>For example <c>L1</c>; null: the verdict over all detectors.</summary>
    [SupplyParameterFromQuery] private string? Detector { get; set; }

    /// <summary>First day, UTC, <c>yyyy-MM-dd</c>.</summary>
    [SupplyParameterFromQuery] private string? From { get; set; }

    /// <summary>Last day.</summary>
    [SupplyParameterFromQuery] private string? To { get; set; }

    private DeadEndRange Range => SignalPaths.Range(From, To);

    private string ListTitle => Detector is null ? "Cases that are dead ends"
        : $"Cases with: {NameOf(Detector)}";

    private Task<DeadEndOverview> LoadOverviewAsync(CancellationToken cancellationToken) => reader.OverviewAsync(Range, cancellationToken);

    private async Task<DeadEndList> LoadCasesAsync(CancellationToken cancellationToken)
    {
        var list = new DeadEndList();
        list.Add(await reader.CasesAsync(Detector, Range, null, PageSize + 1, cancellationToken));
        return list;
    }

    private async Task MoreAsync(DeadEndList list) => list.Add(await reader.CasesAsync(Detector, Range, list.Cases[^1].Cursor, PageSize + 1, Leaving));

    private static string NameOf(string detector) => GroupWords.Detector(detector);

    private static string Address(string? detector, string? from, string? to) => SignalPaths.Detectors + SignalPaths.Query(("detector", detector), ("from", from), ("to", to));

    /// <summary>What is listed so far. One more than a page is asked for: whether it comes says whether there is more.</summary>
    private sealed class DeadEndList
    {
        public List<DeadEndCase> Cases { get; } = [];

        public bool HasMore { get; private set; }

        public void Add(IReadOnlyList<DeadEndCase> page)
        {
            Cases.AddRange(page.Take(PageSize));
            HasMore = page.Count > PageSize;
        }
    }
}
