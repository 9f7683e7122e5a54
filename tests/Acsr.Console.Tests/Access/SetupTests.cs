using System.Net;
using Acsr.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Access;

public sealed class SetupTests : IAsyncLifetime
{
    private readonly TestConsole _console = new();

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_setup_link_makes_one_administrator_and_is_then_spent()
    {
        var link = (await _console.App.Services.GetRequiredService<SetupLink>().ForAsync("http://localhost", default))!;
        var path = new Uri(link).PathAndQuery;
        var visitor = _console.Visit();

        await visitor.SubmitAsync(path, ("Form.Name", "ada"), ("Form.Password", "a long sentence"), ("Form.Again", "a long sentence"));

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings/people")).StatusCode);
        Assert.Equal(["ada"], (await _console.Users.ListAsync(default)).Select(p => p.Name));
        Assert.Contains("not valid", await (await _console.Visit().GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guessed_code_opens_nothing()
    {
        var page = await (await _console.Visit().GetAsync("/account/setup?code=guessed")).Content.ReadAsStringAsync();

        Assert.Contains("not valid", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }
}
