using Acsr.Access;
using Acsr.Components;
using Bunit;

namespace Acsr.Shell;

public sealed class NavMenuTests : ComponentTest
{
    [Theory]
    [InlineData(Roles.Lead, "Overview, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Releases, System")]
    [InlineData(Roles.Reviewer, "Overview, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, System")]
    [InlineData(Roles.KnowledgeEngineer, "Overview, Matrix, Actions, Cases, Dead ends, Review, Policies, Policy rules, Releases, System")]
    [InlineData(Roles.Administrator, "Overview, Matrix, Cases, Dead ends, Policies, Policy rules, System, People, Keys, Webhooks, Data")]
    public void People_see_what_their_role_can_use(string role, string expected)
    {
        AddAuthorization().SetAuthorized("ada").SetRoles(role).SetPolicies([.. AccessTable.RolesOf.Where(p => p.Value.Contains(role)).Select(p => p.Key)]);

        var menu = Render<NavMenu>();

        Assert.Equal(expected, string.Join(", ", menu.FindAll("nav a").Select(link => link.TextContent.Trim())));
    }
}
