using Acsr.Access;
using Acsr.Components;
using Bunit;

namespace Acsr.Shell;

public sealed class NavMenuTests : ComponentTest
{
    [Theory]
    [InlineData(Roles.Lead, "Overview, Explore, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Knowledge, Releases, Effects, System, Sources")]
    [InlineData(Roles.Reviewer, "Overview, Explore, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Knowledge, Effects, System")]
    [InlineData(Roles.KnowledgeEngineer, "Overview, Explore, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Knowledge, Releases, Effects, System")]
    [InlineData(Roles.Administrator, "Overview, Explore, Matrix, Cases, Dead ends, Policies, Policy rules, Knowledge, Effects, System, Sources, People, Keys, Webhooks, Costs, Tools, History, Outcome checks, Survey, Data")]
    public void People_see_what_their_role_can_use(string role, string expected)
    {
        AddAuthorization().SetAuthorized("ada").SetRoles(role).SetPolicies([.. AccessTable.RolesOf.Where(p => p.Value.Contains(role)).Select(p => p.Key)]);

        var menu = Render<NavMenu>();

        Assert.Equal(expected, string.Join(", ", menu.FindAll("nav a").Select(link => link.TextContent.Trim())));
    }
}
