using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Acsr.Shell;

/// <summary>MudBlazor's theme in a style element that the content security policy lets in, and that may hold for a medium only.</summary>
public sealed class CspThemeProvider : MudThemeProvider
{
    [CascadingParameter(Name = "CspNonce")]
    public string? Nonce { get; set; }

    /// <summary>A media query, for example <c>(prefers-color-scheme: dark)</c>; null: always.</summary>
    [Parameter]
    public string? Media { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder __builder)
    {
        var attributes = (Nonce is null ? "" : $" nonce=\"{Nonce}\"") + (Media is null ? "" : $" media=\"{Media}\"");
        __builder.AddMarkupContent(0, BuildTheme().Replace("<style", "<style" + attributes, StringComparison.Ordinal));
    }
}
