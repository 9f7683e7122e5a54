using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The builder of a policy rule: clause and actions, conditions as rows, examples, and the trial on past days.</summary>
internal sealed class PolicyRuleScreen(IPage page) : Screen(page)
{
    public ILocator Flagged => Region("Cases that the rule would flag").GetByRole(AriaRole.Row);

    public async Task DescribeAsync(string name, string clause, string action)
    {
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Clause" }).SelectOptionAsync(clause);
        await Page.GetByLabel("Looks at these actions").FillAsync(action);
        await Page.GetByLabel("Looks at these actions").BlurAsync();
    }

    /// <summary>Fills the first row.</summary>
    public async Task ConditionAsync(string field, string op, string value)
    {
        await Page.GetByLabel("Field of the rule, condition 1").FillAsync(field);
        await Page.GetByLabel("Operator of the rule, condition 1").SelectOptionAsync(new SelectOptionValue { Label = op });
        await Page.GetByLabel("Value of the rule, condition 1").FillAsync(value);
        await Page.GetByLabel("Value of the rule, condition 1").BlurAsync();
    }

    public async Task ExampleAsync(int number, string name, string facts, string expected)
    {
        await Button("Example").ClickAsync();
        await Page.GetByLabel($"Name of example {number}").FillAsync(name);
        await Page.GetByLabel($"Facts of example {number}").FillAsync(facts);
        await Page.GetByLabel($"Facts of example {number}").BlurAsync();
        await Page.GetByLabel($"Expected outcome of example {number}").SelectOptionAsync(new SelectOptionValue { Label = expected });
        await Assertions.Expect(Page.Locator(".rule-example").Nth(number - 1)).ToContainTextAsync("as expected");
    }

    public async Task TryAsync()
    {
        await Button("Try it").ClickAsync();
        await Assertions.Expect(Status("in which the agent called a tool")).ToBeVisibleAsync();
    }

    public async Task SaveAsync()
    {
        await Button("Save draft").ClickAsync();
        await Page.WaitForURLAsync("**/policy-rules/rule/*");
        await Assertions.Expect(Button("Switch on")).ToBeEnabledAsync();
    }

    public async Task SwitchOnAsync()
    {
        await Button("Switch on").ClickAsync();
        await ConfirmAsync("Switch on");
        await Assertions.Expect(Button("Switch off")).ToBeVisibleAsync();
    }
}
