using Acsr.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Access;

public sealed class AccessTableTests(TestConsole console) : IClassFixture<TestConsole>
{
    [Fact]
    public void Every_page_and_endpoint_asks_for_the_policy_of_its_row()
    {
        var endpoints = console.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.Contains(endpoints, e => e.RoutePattern.RawText == "/settings/people");
        Assert.Empty(endpoints.Select(FaultOf).OfType<string>());
    }

    [Theory]
    [InlineData("/settings/secret", null)]
    [InlineData("/settings/secret", AccessPolicies.CanSeeKpis)]
    [InlineData("/in/no/row", AccessPolicies.CanSeeKpis)]
    public void An_endpoint_that_asks_for_nothing_or_for_the_wrong_policy_is_found(string path, string? policy) =>
        Assert.NotNull(FaultOf(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0,
            new EndpointMetadataCollection(policy is null ? [] : [new AuthorizeAttribute(policy)]), null)));

    private static string? FaultOf(RouteEndpoint endpoint)
    {
        var path = endpoint.RoutePattern.RawText ?? "";
        if (IsMachinery(path, endpoint)) { return null; }
        if (AccessTable.Find(path) is not { } row) { return $"{path} is in no row of the table"; }

        var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).Distinct().ToList();
        var fits = row.Policy == AccessPolicies.Anyone ? isOpen : !isOpen && policies.SequenceEqual([row.Policy]);
        return fits ? null : $"{path} asks for '{string.Join(", ", policies)}'{(isOpen ? " and is open" : "")}; its row says {row.Policy}";
    }

    // Files, which hold no data, and the framework's own addresses, which the fallback policy guards.
    private static bool IsMachinery(string path, RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor") || path == "{**path:file}"
        || path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal) || path.TrimStart('/').StartsWith("_framework", StringComparison.Ordinal);
}
