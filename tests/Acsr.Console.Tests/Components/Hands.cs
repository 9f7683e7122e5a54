using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Acsr.Components;

/// <summary>What a person does on a page under test.</summary>
internal static class Hands
{
    /// <summary>
    /// Finds an element and does something to it in one turn of the renderer. Between two turns the page may draw itself anew, and what was
    /// found before is then no longer there to be clicked.
    /// </summary>
    public static void On<T>(this IRenderedComponent<T> page, Func<IElement> find, Action<IElement> act) where T : IComponent =>
        page.InvokeAsync(() => act(find())).GetAwaiter().GetResult();
}
