using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Knowledge;

/// <summary>An edit: its text, what stands beside it elsewhere, what retrieval makes of it, and who lets it go.</summary>
public sealed partial class EditPage(
    EditReader reader, EditDesk desk, EditTester tester, EditPublisher publisher, HttpRetriever retriever, AuthenticationStateProvider authentication, IAuthorizationService authorization, IDialogService dialogs, Notices notices)
{
    private DataPanel<View>? _panel;
    private EditStory? _story;
    private EditActor _me = new("", "");
    private bool _canCurate;
    private bool _working;
    private string? _problem;
    private string _comment = "";

    [Parameter] public long Id { get; set; }

    private string Title => _story?.Edit.Title ?? $"Edit {Id}";

    private async Task<View> LoadAsync(CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _me = new EditActor(user.PersonId(), user.ActorName());
        _canCurate = (await authorization.AuthorizeAsync(user, null, AccessPolicies.CanCurate)).Succeeded;
        _story = await reader.FindAsync(Id, cancellationToken);
        StateHasChanged();
        return new View(_story);
    }

    private Task SaveAsync(EditDraft draft) => DoAsync(who => desk.SaveAsync(Id, _story!.Edit.Revision, draft, who, Leaving), "Saved");

    private async Task CommentAsync()
    {
        await DoAsync(who => desk.CommentAsync(Id, _comment, who, Leaving), policy: AccessPolicies.CanProposeEdits);
        if (_problem is null) { _comment = ""; }
    }

    private async Task ApproveAsync(string? note)
    {
        var text = "You say that you read this text and its test, and that agents may be answered from it. You approve exactly this revision.";
        if (await dialogs.ConfirmAsync($"Approve {Title}?", text, "Approve", Color.Primary)) { await DoAsync(who => desk.ApproveAsync(Id, _story!.Edit.Revision, note, who, Leaving), "Approved"); }
    }

    private async Task PublishAsync()
    {
        if (await dialogs.ConfirmAsync($"Publish {Title}?", "It leaves in a changeset at once, and whoever follows the feed takes it in. It can be taken back by another changeset.", "Publish", Color.Primary)) { await DoAsync(who => publisher.PublishAsync(Id, who, Leaving), "Published"); }
    }

    private async Task WithdrawAsync()
    {
        if (await dialogs.ConfirmAsync($"Withdraw {Title}?", "The edit is dropped. Its text stays here to read.", "Withdraw")) { await DoAsync(who => desk.WithdrawAsync(Id, _story!.Edit.Revision, who, Leaving), "Withdrawn"); }
    }

    private async Task RollBackAsync(string reason)
    {
        if (await dialogs.ConfirmAsync($"Take back {Title}?", "What stood there before comes back, in a changeset of its own.", "Take back")) { await DoAsync(who => publisher.RollBackAsync(Id, reason, who, Leaving), "Taken back"); }
    }

    // Whoever may not curate sees no button for it, and a button that is still there does nothing for them.
    private async Task DoAsync(Func<EditActor, Task<EditOutcome>> work, string? done = null, string policy = AccessPolicies.CanCurate)
    {
        if (_working) { return; }
        _working = true;
        _problem = null;
        try
        {
            var user = (await authentication.GetAuthenticationStateAsync()).User;
            if (!(await authorization.AuthorizeAsync(user, null, policy)).Succeeded)
            {
                _problem = "Your role does not allow that any more.";
                return;
            }

            switch (await work(_me))
            {
                case EditOutcome.Refused refused: _problem = refused.Reason; break;
                case EditOutcome.Done made when done is not null: notices.Done(made.Changeset is { } set ? $"{done}: knowledge base {set.Version}" : done); break;
            }

            // What was refused stays as it was typed.
            if (_problem is null) { await _panel!.ReloadAsync(); }
        }
        finally
        {
            _working = false;
        }
    }

    private static EditState[] Way(EditState state)
    {
        EditState[] way = [EditState.Proposed, EditState.Drafted, EditState.Tested, EditState.Approved, EditState.Published, EditState.Verified];
        return state is EditState.RolledBack or EditState.Withdrawn ? [.. way.Where(s => s != EditState.Verified), state] : way;
    }

    private sealed record View(EditStory? Story);
}
