using MudBlazor;

namespace Acsr.Components;

/// <summary>Asks before something that cannot be taken back.</summary>
public static class Confirmation
{
    private static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>True when the person said yes.</summary>
    /// <param name="dialogs">Where it is asked.</param>
    /// <param name="title">The question.</param>
    /// <param name="text">What will happen, and that it cannot be undone where it cannot.</param>
    /// <param name="action">The verb on the button.</param>
    /// <param name="color">Of the button: red for what takes something away.</param>
    public static async Task<bool> ConfirmAsync(this IDialogService dialogs, string title, string text, string action, Color color = Color.Error)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { d => d.Text, text }, { d => d.Action, action }, { d => d.Color, color } };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, Options);
        return await dialog.Result is { Canceled: false };
    }
}
