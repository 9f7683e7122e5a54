using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;

namespace Acsr.Components;

/// <summary>Throws a failure of loading again where it is drawn, so that the panel's error boundary logs and shows it.</summary>
public sealed class Rethrow : ComponentBase
{
    [Parameter, EditorRequired]
    public required Exception Error { get; set; }

    protected override void OnInitialized() => ExceptionDispatchInfo.Throw(Error);
}
