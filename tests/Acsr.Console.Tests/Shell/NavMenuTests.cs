using Acsr.Access;
using Acsr.Components;
using Bunit;

namespace Acsr.Shell;

public sealed class NavMenuTests : ComponentTest
{
    [Theory]
    [InlineData(Roles.Lead, "Overview, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Releases, Sources")]
    [InlineData(Roles.Reviewer, "Overview, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules")]
    [InlineData(Roles.KnowledgeEngineer, "Overview, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Releases")]
    [InlineData(Roles.Administrator, "Overview, Matrix, Cases, Dead ends, Policies, Policy rules, Sources, People, Keys, Webhooks, Costs, Tools, History, Data")]
    public void People_see_what_their_role_can_use(string role, string expected)
    {
        AddAuthorization().SetAuthorized("ada").SetRoles(role).SetPolicies([.. AccessTable.RolesOf.Where(p => p.Value.Contains(role)).Select(p => p.Key)]);

        var menu = Render<NavMenu>();

        Assert.Equal(expected, string.Join(", ", menu.FindAll("nav a").Select(link => link.TextContent.Trim())));
    }
}
