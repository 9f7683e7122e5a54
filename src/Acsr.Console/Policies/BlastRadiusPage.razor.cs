using System.Globalization;
using Acsr.Components;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;

namespace Acsr.Policies;

/// <summary>What rests on the words that a version replaced, case by case, and what becomes of it.</summary>
public sealed partial class BlastRadiusPage(BlastReader blasts)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private DataPanel<BlastView>? _panel;
    private BlastView? _view;

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

    private sealed record BlastView(BlastRadius? Blast);
}
