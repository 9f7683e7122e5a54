using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>What people do in the console, each in a browser of their own. A journey fails when the browser's console holds an error, a refused script or style included.</summary>
public abstract class Journey(Desk desk, Chromium chromium) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<string> _errors = [];

    protected Desk Desk => desk;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts) { await context.CloseAsync(); }
        lock (_errors) { Assert.True(_errors.Count == 0, string.Join('\n', _errors)); }
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody who has not signed in.</summary>
    protected async Task<IPage> VisitAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        (options.BaseURL, options.ReducedMotion) = (Desk.Address, ReducedMotion.Reduce);
        var context = await chromium.Browser.NewContextAsync(options);
        _contexts.Add(context);
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        page.Console += (_, said) => { if (said.Type == "error") { Note($"{page.Url}: {said.Text} ({said.Location})"); } };
        page.PageError += (_, error) => Note($"{page.Url}: {error}");
        return page;
    }

    /// <summary>Somebody who is new here, signed in.</summary>
    protected async Task<IPage> SignInAsync(string name, params string[] roles)
    {
        await Desk.AddAsync(name, roles);
        var page = await VisitAsync();
        await new SignInScreen(page).SignInAsync(name, Desk.Password);
        return page;
    }

    /// <summary>Takes errors back that a test brought about on purpose.</summary>
    protected void Forgive(string part)
    {
        lock (_errors) { _errors.RemoveAll(error => error.Contains(part, StringComparison.Ordinal)); }
    }

    private void Note(string error)
    {
        lock (_errors) { _errors.Add(error); }
    }
}
