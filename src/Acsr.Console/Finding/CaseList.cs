using Acsr.Cases;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Acsr.Finding;

/// <summary>A list that grows while somebody scrolls: each page begins behind the row before it.</summary>
public sealed class CaseList(CaseFinder finder, CaseQuery query)
{
    /// <summary>Rows that are held for one page in somebody's browser; nobody reads more.</summary>
    public const int Most = 10_000;

    private const int PageSize = 100;

    private readonly List<Case> _rows = [];
    private readonly Dictionary<string, TextExcerpt> _excerpts = [];
    private Task _loading = Task.CompletedTask;
    private string? _next;

    /// <summary>What is known so far.</summary>
    public IReadOnlyList<Case> Loaded => _rows;

    /// <summary>There are more than <see cref="Most"/>.</summary>
    public bool IsCut => _next is not null && _rows.Count >= Most;

    /// <summary>Reads the first page.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => MoreAsync(cancellationToken);

    /// <summary>The words around what was found in a case; null where nothing is looked for.</summary>
    public TextExcerpt? ExcerptOf(string id) => _excerpts.GetValueOrDefault(id);

    /// <summary>The rows of a window that somebody looks at. While there are more, the list is said to be one page longer than it is known to be.</summary>
    public async ValueTask<ItemsProviderResult<Case>> ProvideAsync(ItemsProviderRequest request)
    {
        await (_loading = UpToAsync(_loading, Math.Min(Most, request.StartIndex + request.Count), request.CancellationToken));
        var from = Math.Min(request.StartIndex, _rows.Count);
        return new ItemsProviderResult<Case>(_rows.GetRange(from, Math.Min(request.Count, _rows.Count - from)), _rows.Count + (_next is null || IsCut ? 0 : PageSize));
    }

    // One page after the other: two that are read at once would both begin behind the same row.
    private async Task UpToAsync(Task before, int count, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        while (_next is not null && _rows.Count < count) { await MoreAsync(cancellationToken); }
    }

    private async Task MoreAsync(CancellationToken cancellationToken)
    {
        var page = await finder.PageAsync(query, _next, PageSize, cancellationToken);
        foreach (var (id, excerpt) in await finder.ExcerptsAsync(query, [.. page.Rows.Select(row => row.Id)], cancellationToken)) { _excerpts[id] = excerpt; }
        _rows.AddRange(page.Rows);
        _next = page.Next;
    }
}
