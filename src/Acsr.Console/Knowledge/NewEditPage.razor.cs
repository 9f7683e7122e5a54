using Acsr.Access;
using Acsr.Signals;
using Acsr.Signals.Gaps;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Knowledge;

/// <summary>Opens an edit: from a gap, a case, a review, an article or by hand.</summary>
public sealed partial class NewEditPage(ArticleReader articles, GapReader gaps, EditDesk desk, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    private EditKind _kind = EditKind.Change;
    private string _title = "";
    private string _reason = "";
    private string _questions = "";
    private string _cases = "";
    private string? _problem;
    private bool _working;

    /// <summary>The article to change or retire.</summary>
    [SupplyParameterFromQuery] private string? Article { get; set; }

    /// <summary>The gap behind it.</summary>
    [SupplyParameterFromQuery] private string? Gap { get; set; }

    /// <summary>The case behind it.</summary>
    [SupplyParameterFromQuery] private string? Case { get; set; }

    /// <summary>The review behind it.</summary>
    [SupplyParameterFromQuery] private long? Review { get; set; }

    [SupplyParameterFromQuery] private string? Title { get; set; }

    private async Task<Start> LoadAsync(CancellationToken cancellationToken)
    {
        _title = Title ?? "";
        var gap = Gap is { } key ? await gaps.FindAsync(key, new DeadEndRange(), cancellationToken) : null;
        if (gap is not null)
        {
            _questions = string.Join('\n', gap.Questions.Select(q => q.Text));
            _cases = string.Join('\n', gap.Cases.Select(c => c.CaseId));
            if (gap.Row is { } row) { _reason = $"{row.Searches} searches in {row.Cases} cases missed it; {row.HandedOff} of these cases were handed to a person."; }
        }
        else if (Case is { } one)
        {
            _cases = one;
            _questions = Title ?? "";
        }

        return new Start(Article is { } id ? (await articles.FindAsync(id, cancellationToken))?.Article : null);
    }

    private async Task ProposeAsync()
    {
        _working = true;
        try
        {
            var user = (await authentication.GetAuthenticationStateAsync()).User;
            var outcome = await desk.ProposeAsync(
                new EditProposal(Article is null ? EditKind.Create : _kind, Article, _title) { Reason = _reason, Gap = Gap, ReviewId = Review, CaseIds = Lines(_cases), Questions = Lines(_questions) },
                new EditActor(user.PersonId(), user.ActorName()), Leaving);
            if (outcome is EditOutcome.Done done) { navigation.NavigateTo(KnowledgePaths.Edit(done.EditId)); }
            else if (outcome is EditOutcome.Refused refused) { _problem = refused.Reason; }
        }
        finally
        {
            _working = false;
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private sealed record Start(Article? Article);
}
