using Acsr.Access;
using Acsr.Components;
using Acsr.Review;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Policies;

/// <summary>Reviews that cite old words, and what becomes of them.</summary>
public sealed partial class BlastReviews(ClauseFollowUp followUp, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices)
{
    private readonly HashSet<long> _chosen = [];
    private BlastRadius? _of;
    private bool _working;

    [Parameter, EditorRequired] public BlastRadius Blast { get; set; } = default!;

    /// <summary>Something was sent back, retired or taken back.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private List<BlastReview> Choosable => [.. Blast.Reviews.Where(IsChoosable)];

    private List<BlastReview> SendBack => [.. Blast.Reviews.Where(r => _chosen.Contains(r.Id) && r.Standing == ReviewStanding.Standing && r.Title is not null)];

    private string Subtitle
    {
        get
        {
            var counts = Enum.GetValues<ReviewStanding>().Select(s => (s, Blast.Reviews.Count(r => r.Standing == s))).Where(c => c.Item2 > 0).Select(c => $"{c.Item2:N0} {BlastText.Of(c.s)}");
            return $"{Quantity.Count(Blast.Reviews.Count, "review")} cite old words{(counts.Any() ? ": " : "")}{string.Join(", ", counts)}".Replace("1 review cite ", "1 review cites ", StringComparison.Ordinal);
        }
    }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_of, Blast)) { return; }
        _of = Blast;
        Choose(Choosable);
    }

    private static bool IsChoosable(BlastReview review) => review.Standing is ReviewStanding.Standing or ReviewStanding.SentBack;

    private void Choose(List<BlastReview> reviews)
    {
        _chosen.Clear();
        _chosen.UnionWith(reviews.Select(r => r.Id));
    }

    private void Toggle(long id, bool chosen)
    {
        if (chosen) { _chosen.Add(id); } else { _chosen.Remove(id); }
    }

    private async Task SendBackAsync()
    {
        var wanted = SendBack;
        var cases = wanted.Select(r => r.CaseId).Distinct().Count();
        var text = $"{Quantity.Count(cases, "case")} with {Quantity.Count(wanted.Count, "review")} will come into the queue as “Clause changed”. Each review stands until a new one is submitted. The same version sends a case back only once.";
        if (!await dialogs.ConfirmAsync($"Send {Quantity.Count(cases, "case")} back to the queue?", text, "Send back", Color.Primary)) { return; }
        await WorkAsync(async by =>
        {
            var sent = await followUp.SendBackAsync(Blast.PolicyId, Blast.Version, wanted.ConvertAll(r => new CaseOfClause(r.CaseId, r.ClauseId)), by, Leaving);
            notices.Done($"{Quantity.Count(sent, "case")} went back to the queue");
        });
    }

    private async Task RetireAsync()
    {
        var wanted = Blast.Reviews.Where(r => _chosen.Contains(r.Id) && IsChoosable(r)).ToList();
        var text = $"{Quantity.Count(wanted.Count, "review")} will train no later release. Releases that hold them stay as they are. You can take a retirement back.";
        if (!await dialogs.ConfirmAsync($"Retire {Quantity.Count(wanted.Count, "review")}?", text, "Retire")) { return; }
        await WorkAsync(async by =>
        {
            var retired = await followUp.RetireAsync(Blast.PolicyId, Blast.Version, wanted.ConvertAll(r => new ReviewOfClause(r.Id, r.ClauseId)), by, Leaving);
            notices.Done($"{Quantity.Count(retired, "review")} retired");
        });
    }

    private Task ReactivateAsync(BlastReview review) => WorkAsync(async by =>
    {
        if (await followUp.ReactivateAsync(review.Id, by, Leaving)) { notices.Done($"Review {review.Id} may train again"); }
        else { notices.Failed($"Review {review.Id} is not retired any more, or a later review took its place."); }
    });

    private async Task WorkAsync(Func<string, Task> work)
    {
        _working = true;
        try
        {
            await work((await authentication.GetAuthenticationStateAsync()).User.ActorName());
            await OnChanged.InvokeAsync();
        }
        finally
        {
            _working = false;
        }
    }
}
