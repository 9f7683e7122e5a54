using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Knowledge;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Policies;

/// <summary>What rests on the words that a version replaced, case by case, and what becomes of it.</summary>
public sealed partial class BlastRadiusPage(BlastReader blasts, BlastFollowUp followUp, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private DataPanel<BlastView>? _panel;
    private BlastView? _view;
    private bool _working;

    [Parameter] public string PolicyId { get; set; } = "";

    [Parameter] public int Version { get; set; }

    internal static string To(string policyId, int version) => string.Create(Culture, $"/policies/{Uri.EscapeDataString(policyId)}/blast-radius/{version}");

    private Task ReloadAsync() => _panel!.ReloadAsync();

    private async Task<BlastView> LoadAsync(CancellationToken cancellationToken)
    {
        _view = new BlastView(await blasts.OfVersionAsync(PolicyId, Version, cancellationToken));
        StateHasChanged();
        return _view;
    }

    private Task SendAllAsync(BlastRadius blast) => WorkAsync(
        "Send everything back?",
        "Every case whose review, decision or override cites the old words comes into the queue as “Clause changed”. Edits that wait go back to their writers, and for each article that cites the old words an edit is proposed. "
        + "What stands goes on standing until somebody says otherwise, and the same version sends a case back only once.",
        "Send back", Color.Primary, who => followUp.SendBackAsync(blast.PolicyId, blast.Version, who, Leaving),
        done => $"{Quantity.Count(done.Cases, "case")} went to the queue, {Quantity.Count(done.Edits, "edit")} to {(done.Edits == 1 ? "its writer" : "their writers")}, {Quantity.Count(done.Proposed, "edit")} proposed");

    private Task RetireAllAsync(BlastRadius blast) => WorkAsync(
        "Retire everything?",
        "Every review that cites the old words trains no later release, which you can take back for each. Edits that wait are dropped, and for each article that cites the old words its retirement is proposed, which somebody else has to approve. Releases that are published stay as they are.",
        "Retire", Color.Error, who => followUp.RetireAsync(blast.PolicyId, blast.Version, who, Leaving),
        done => $"{Quantity.Count(done.Reviews, "review")} retired, {Quantity.Count(done.Edits, "edit")} dropped, {Quantity.Count(done.Proposed, "retirement")} proposed");

    private async Task WorkAsync(string title, string text, string action, Color color, Func<EditActor, Task<BlastOutcome>> work, Func<BlastOutcome, string> say)
    {
        if (!await dialogs.ConfirmAsync(title, text, action, color)) { return; }
        _working = true;
        try
        {
            var user = (await authentication.GetAuthenticationStateAsync()).User;
            notices.Done(say(await work(new EditActor(user.PersonId(), user.ActorName()))));
            await ReloadAsync();
        }
        finally
        {
            _working = false;
        }
    }

    private sealed record BlastView(BlastRadius? Blast);
}
