using Acsr.Components;
using Acsr.Ingest;
using Acsr.Retention;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Shell;

public sealed class MainLayoutTests : PageTest
{
    protected override void AddStage(IServiceCollection services) => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddRetention();

    [Fact]
    public void A_page_that_fails_leaves_the_console_standing_and_the_next_one_opens()
    {
        SignIn("ada");
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, builder => { builder.OpenComponent<Broken>(0); builder.CloseComponent(); }));

        Assert.Equal("This page failed", layout.Find("main h1").TextContent);
        Assert.NotNull(layout.Find("nav"));

        layout.Render(p => p.Add(l => l.Body, builder => builder.AddMarkupContent(1, "<h1>The next page</h1>")));

        layout.WaitForAssertion(() => Assert.Equal("The next page", layout.Find("main h1").TextContent));
    }

    [Fact]
    public void The_chosen_theme_is_remembered_by_the_browser()
    {
        var shell = JSInterop.SetupModule("./assets/lib/shell.js");
        shell.Mode = JSRuntimeMode.Loose;
        SignIn("ada");
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var layout = Render<MainLayout>();
        Assert.Equal(2, layout.FindAll("style").Count);

        layout.On(() => layout.FindAll("[role=radio]").Single(b => b.TextContent == "Dark"), e => e.Click());

        Assert.Equal("dark", shell.Invocations["rememberTheme"].Single().Arguments[0]);
        Assert.Single(layout.FindAll("style"));
    }

    private sealed class Broken : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("broken");
    }
}
