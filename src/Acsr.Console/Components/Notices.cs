namespace Acsr.Components;

/// <summary>
/// Tells the person in front of one page how something came out. One per circuit. (MudBlazor's snackbar brings style elements that
/// the content security policy keeps out.)
/// </summary>
public sealed class Notices
{
    /// <summary>Raised with every notice; the layout shows it.</summary>
    public event Action<Notice>? Said;

    /// <summary>Goes away by itself.</summary>
    public void Done(string text) => Said?.Invoke(new Notice(text, Failed: false));

    /// <summary>Stays until it is closed.</summary>
    public void Failed(string text) => Said?.Invoke(new Notice(text, Failed: true));
}

/// <summary>One sentence about how something came out.</summary>
public sealed record Notice(string Text, bool Failed);
