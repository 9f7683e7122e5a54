using System.Net;
using System.Net.Http.Headers;
using Acsr.Shell;

namespace Acsr.Access;

public sealed class ApiKeyTests(TestConsole console) : IClassFixture<TestConsole>
{
    private const string Kpis = "/api/v1/kpis";

    [Fact]
    public async Task No_key_and_an_unknown_key_are_told_to_bring_one()
    {
        foreach (var key in new[] { null, "acsr_r_unknown", "nonsense" })
        {
            var answer = await AskAsync(Kpis, key);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [InlineData(KeyScope.Read, Kpis, HttpStatusCode.OK)]
    [InlineData(KeyScope.Ingest, Kpis, HttpStatusCode.Forbidden)]
    [InlineData(KeyScope.Browser, Kpis, HttpStatusCode.Forbidden)]
    [InlineData(KeyScope.Read, "/api/v1/events", HttpStatusCode.Forbidden)]
    public async Task A_key_does_what_its_scope_says_and_no_more(KeyScope scope, string path, HttpStatusCode expected)
    {
        var (_, key) = await console.Keys.CreateAsync("robot", scope, "test", demo: false, default);

        Assert.Equal(expected, (await AskAsync(path, key)).StatusCode);
    }

    [Fact]
    public async Task A_key_may_come_in_its_own_header_and_is_refused_once_revoked()
    {
        var (row, key) = await console.Keys.CreateAsync("robot", KeyScope.Read, "test", demo: false, default);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Kpis, key, own: true)).StatusCode);

        await console.Keys.RevokeAsync(row.Id, "test", default);

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Kpis, key, own: true)).StatusCode);
    }

    [Fact]
    public async Task A_persons_cookie_is_no_key()
    {
        await console.Users.AddAsync("ada", [Roles.Administrator], "test", "a long sentence", oneTime: false, demo: false, default);
        var visitor = console.Visit();
        await visitor.SignInAsync("ada", "a long sentence");

        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync(Kpis)).StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(string path, string? key, bool own = false)
    {
        var request = new HttpRequestMessage(path == Kpis ? HttpMethod.Get : HttpMethod.Post, path);
        if (key is not null && own) { request.Headers.Add("x-acsr-key", key); }
        if (key is not null && !own) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key); }
        return console.Visit().SendAsync(request);
    }
}
