using System.Net;
using Acsr.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Access;

public sealed class AccountTests(TestConsole console) : IClassFixture<TestConsole>
{
    private const string Password = "a long sentence";

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in_and_then_to_the_page_that_was_asked_for()
    {
        await AddAsync("ann", Roles.Administrator);
        var visitor = console.Visit();

        var refused = await visitor.GetAsync("/settings/keys");
        var welcome = await visitor.SignInAsync("ann", Password, refused.Headers.Location!.Query);

        Assert.Equal("/account/sign-in", refused.Headers.Location.AbsolutePath);
        Assert.EndsWith("/settings/keys", welcome.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings/keys")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        await AddAsync("bob", Roles.Lead);

        var answer = await console.Visit().SignInAsync("bob", Password, "?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal("/", new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery);
        Assert.DoesNotContain("evil", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_the_right_one_too()
    {
        await AddAsync("cleo", Roles.Lead);
        var visitor = console.Visit();

        for (var i = 0; i < 5; i++) { await visitor.SignInAsync("cleo", "wrong"); }
        var answer = await visitor.SignInAsync("cleo", Password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("locked", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_beyond_ones_role_is_refused()
    {
        await AddAsync("dan", Roles.Reviewer);
        var visitor = console.Visit();
        await visitor.SignInAsync("dan", Password);

        var answer = await visitor.GetAsync("/settings/people");

        Assert.Equal("/account/access-denied", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_one_time_password_must_be_changed_before_anything_else()
    {
        await console.Users.AddAsync("eve", [Roles.Administrator], "test", Password, oneTime: true, demo: false, default);
        var visitor = console.Visit();
        await visitor.SignInAsync("eve", Password);

        Assert.Equal("/account/change-password", (await visitor.GetAsync("/settings/keys")).Headers.Location!.ToString());

        await visitor.SubmitAsync("/account/change-password", ("Form.Current", Password), ("Form.Password", "another sentence"), ("Form.Again", "another sentence"));

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings/keys")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_form_of_a_page_of_ours()
    {
        await AddAsync("finn", Roles.Lead);
        var visitor = console.Visit();
        await visitor.SignInAsync("finn", Password);

        var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/sign-out"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account/change-password")).StatusCode);
    }

    [Fact]
    public async Task The_keys_of_cookies_are_in_the_database()
    {
        await console.Visit().GetAsync("/account/sign-in");

        await using var db = await console.App.Services.GetRequiredService<IDbContextFactory<Store.ConsoleDbContext>>().CreateDbContextAsync();
        Assert.True(await db.DataProtectionKeys.AnyAsync());
    }

    private async Task AddAsync(string name, params string[] roles) =>
        await console.Users.AddAsync(name, roles, "test", Password, oneTime: false, demo: false, default);
}
