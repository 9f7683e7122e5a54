using Microsoft.AspNetCore.Components;

namespace Acsr.Components;

/// <summary>The base of pages and of what loads on them: leaving the page stops its work.</summary>
public abstract class ConsoleComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IDisposable> _owned = [];

    /// <summary>Fires when the component goes; every load takes it.</summary>
    protected CancellationToken Leaving { get; }

    protected ConsoleComponent() => Leaving = _leaving.Token;

    /// <summary>Disposes <paramref name="resource"/>, a subscription for example, together with the component.</summary>
    protected void Own(IDisposable resource) => _owned.Add(resource);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _leaving.IsCancellationRequested) { return; }
        _leaving.Cancel();
        _owned.ForEach(resource => resource.Dispose());
        _leaving.Dispose();
    }
}
