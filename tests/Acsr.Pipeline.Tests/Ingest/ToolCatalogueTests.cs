using Acsr.Cases;

namespace Acsr.Ingest;

public sealed class ToolCatalogueTests
{
    [Theory]
    [InlineData("cancel_reservation", StepKind.Action)]
    [InlineData("Book_Reservation", StepKind.Action)]
    [InlineData("transfer_to_human_agents", StepKind.Handoff)]
    [InlineData("escalate", StepKind.Handoff)]
    [InlineData("check_refund", StepKind.PolicyCheck)]
    [InlineData("get_policy", StepKind.PolicyCheck)]
    [InlineData("get_order", StepKind.Tool)]
    [InlineData("update_policy", StepKind.Action)]
    [InlineData("think", StepKind.Tool)]
    [InlineData("", StepKind.Tool)]
    public void A_tool_is_known_by_its_name(string name, StepKind kind) => Assert.Equal(kind, ToolCatalogue.Guess(name));
}
