using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Acsr.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Access;

/// <summary>Walks every page and endpoint as nobody, as each role and with each key, and holds the answer against the table.</summary>
public sealed partial class AccessWalkTests(TestConsole console) : IClassFixture<TestConsole>
{
    private const string Shop = "https://shop.example.com";
    private const string Password = "a long sentence";

    private static readonly string Approved = Path.Combine(AppContext.BaseDirectory, "routes.approved.txt");

    [Fact]
    public async Task Everybody_gets_what_the_table_says_and_nothing_else()
    {
        var visitors = await VisitorsAsync();
        var keys = new Dictionary<KeyScope, string>();
        foreach (var scope in Enum.GetValues<KeyScope>()) { keys[scope] = (await console.Keys.CreateAsync("walk", scope, scope == KeyScope.Browser ? [Shop] : [], "test", demo: false, default)).Key; }
        List<string> wrong = [];
        var walked = 0;

        foreach (var endpoint in Endpoints())
        {
            var row = AccessTable.Find(endpoint.RoutePattern.RawText!)!;
            var isForKeys = AccessTable.ScopesOf.ContainsKey(row.Policy);
            foreach (var (role, visitor) in visitors)
            {
                var expected = isForKeys ? Answer.NeedsKey : Expected(row.Policy, role);
                Note(endpoint, role ?? "nobody", expected, await AskAsync(visitor, endpoint, null));
            }

            foreach (var (scope, key) in keys)
            {
                var expected = isForKeys ? AccessTable.ScopesOf[row.Policy].Contains(scope) ? Answer.Allowed : Answer.Forbidden : Expected(row.Policy, null);
                Note(endpoint, $"a key of scope {scope}", expected, await AskAsync(console.Visit(), endpoint, key));
            }
        }

        Assert.Empty(wrong);
        Assert.True(walked > 200, $"only {walked} combinations were walked");

        void Note(RouteEndpoint endpoint, string who, Answer expected, Answer actual)
        {
            walked++;
            if (expected != actual) { wrong.Add($"{Line(endpoint)} as {who}: {actual} instead of {expected}"); }
        }
    }

    [Fact]
    public async Task An_address_that_is_nowhere_is_hidden_from_strangers_and_not_found_for_people()
    {
        var visitors = await VisitorsAsync();

        foreach (var (role, visitor) in visitors)
        {
            var answer = await visitor.GetAsync("/no/such/page");
            Assert.Equal(role is null ? 302 : 404, (int)answer.StatusCode);
        }

        Assert.NotEqual(200, (int)(await console.Visit().SendAsync(new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"))).StatusCode);
    }

    [Fact]
    public void The_routes_are_those_that_were_approved()
    {
        var received = string.Join('\n', AllEndpoints().Select(Line).Distinct().Order(StringComparer.Ordinal)) + "\n";
        var approved = File.Exists(Approved) ? File.ReadAllText(Approved) : "";
        if (received == approved) { return; }

        var file = Path.Combine(AppContext.BaseDirectory, "routes.received.txt");
        File.WriteAllText(file, received);
        Assert.Fail($"The routes or what they ask for changed. If that is meant, run: cp '{file}' tests/Acsr.Console.Tests/routes.approved.txt\n"
            + string.Join('\n', received.Split('\n').Except(approved.Split('\n')).Select(l => "+ " + l).Concat(approved.Split('\n').Except(received.Split('\n')).Select(l => "- " + l))));
    }

    private enum Answer { Allowed, NeedsKey, Forbidden, SignIn, Denied }

    private static Answer Expected(string policy, string? role) =>
        policy == AccessPolicies.Anyone ? Answer.Allowed
        : role is null ? Answer.SignIn
        : policy == AccessPolicies.SignedIn || AccessTable.RolesOf[policy].Contains(role) ? Answer.Allowed
        : Answer.Denied;

    private static async Task<Answer> AskAsync(Visitor visitor, RouteEndpoint endpoint, string? key)
    {
        var request = new HttpRequestMessage(new HttpMethod(Methods(endpoint)[0] is "*" ? "GET" : Methods(endpoint)[0]), Filled(endpoint.RoutePattern.RawText!));
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.Add("Origin", Shop);
        }

        var answer = await visitor.SendAsync(request);
        Assert.True((int)answer.StatusCode < 500, $"{Line(endpoint)} answered {(int)answer.StatusCode}");
        // gRPC says in a header of its own what others say by status.
        var grpc = answer.Headers.TryGetValues("grpc-status", out var code) ? code.Single() : null;
        return (int)answer.StatusCode switch
        {
            _ when grpc is "16" => Answer.NeedsKey,
            _ when grpc is "7" => Answer.Forbidden,
            401 => Answer.NeedsKey,
            403 => Answer.Forbidden,
            302 when answer.Headers.Location!.ToString().Contains("/account/sign-in", StringComparison.Ordinal) => Answer.SignIn,
            302 when answer.Headers.Location!.ToString().Contains("/account/access-denied", StringComparison.Ordinal) => Answer.Denied,
            _ => Answer.Allowed,
        };
    }

    private async Task<List<(string? Role, Visitor Visitor)>> VisitorsAsync()
    {
        List<(string?, Visitor)> visitors = [(null, console.Visit())];
        foreach (var role in Roles.All)
        {
            await console.Users.AddAsync($"walking-{role}", [role], "test", Password, oneTime: false, demo: false, default);
            var visitor = console.Visit();
            Assert.Equal(302, (int)(await visitor.SignInAsync($"walking-{role}", Password)).StatusCode);
            visitors.Add((role, visitor));
        }

        return visitors;
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        AllEndpoints().Where(e => !e.RoutePattern.RawText!.TrimStart('/').StartsWith('_')).DistinctBy(e => (e.RoutePattern.RawText, Methods(e)[0]));

    // Files hold no data, and there are hundreds.
    private IEnumerable<RouteEndpoint> AllEndpoints() => console.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText is not null and not "{**path:file}" && !e.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor"));

    private static string Line(RouteEndpoint endpoint) =>
        $"{string.Join(',', Methods(endpoint)),-8} /{endpoint.RoutePattern.RawText!.Trim('/')} {PolicyOf(endpoint)}{(endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? "" : " (page)")}";

    private static string PolicyOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? AccessPolicies.Anyone
        : string.Join('+', endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).Distinct().DefaultIfEmpty(AccessPolicies.SignedIn));

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["*"];

    private static string Filled(string pattern) => "/" + Parameter().Replace(pattern.Trim('/'), "1");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
