using Acsr.Cases;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals;

public sealed class BacktrackingTests
{
    private readonly List<Step> _steps = [];

    [Fact]
    public void The_same_change_twice_is_a_repeat()
    {
        Did("refund_order", """{"order":"A1","amount":5}""");
        Did("refund_order", """{"amount":5.0,"order":"A1"}""");

        Assert.Equal(("repeated", 1, "1 2"), Only());
    }

    [Fact]
    public void The_same_change_of_something_else_is_none()
    {
        Did("refund_order", """{"order":"A1"}""");
        Did("refund_order", """{"order":"A2"}""");

        Assert.Empty(Found());
    }

    [Fact]
    public void A_change_that_failed_was_none()
    {
        Did("refund_order", """{"order":"A1"}""", error: "503");
        Did("refund_order", """{"order":"A1"}""");

        Assert.Empty(Found());
    }

    [Fact]
    public void Looking_twice_is_no_change()
    {
        Did("get_order", """{"order":"A1"}""", kind: StepKind.Tool);
        Did("get_order", """{"order":"A1"}""", kind: StepKind.Tool);

        Assert.Empty(Found());
    }

    [Fact]
    public void The_same_thing_changed_to_something_else_is_changed_again()
    {
        Did("update_shipping_address", """{"order_id":"A1","city":"Bath"}""");
        Did("update_shipping_address", """{"order_id":"A1","city":"York"}""");

        Assert.Equal(("changed again", 1, "1 2"), Only());
    }

    [Fact]
    public void Another_thing_changed_is_not()
    {
        Did("update_shipping_address", """{"order_id":"A1","city":"Bath"}""");
        Did("update_shipping_address", """{"order_id":"A2","city":"York"}""");

        Assert.Empty(Found());
    }

    [Theory]
    [InlineData("create_return_label", "cancel_return_label")]
    [InlineData("bookAppointment", "cancelAppointment")]
    [InlineData("issue_voucher", "void_voucher")]
    public void What_was_made_and_taken_back_is_undone(string made, string undone)
    {
        Did(made, """{"order":"A1"}""", output: """{"id":"L7"}""");
        Did(undone, """{"id":"L7"}""");

        Assert.Equal(("undone", 1, "1 2"), Only());
    }

    [Fact]
    public void What_the_customer_had_made_is_cancelled_not_undone()
    {
        Did("create_order", """{"sku":"S1"}""", output: """{"order":"A9"}""");
        Did("cancel_order", """{"order":"A1"}""");

        Assert.Empty(Found());
    }

    [Fact]
    public void One_undoing_takes_back_one_change()
    {
        Did("issue_voucher", """{"order":"A1","amount":5}""");
        Did("issue_voucher", """{"order":"A1","amount":10}""");
        Did("cancel_voucher", """{"order":"A1"}""");

        Assert.Equal(("undone", 1, "2 3"), Only());
    }

    [Fact]
    public void Undoing_by_name_needs_no_opposite()
    {
        Did("update_loyalty_points", """{"member":"M1","points":50}""");
        Did("revert_change", "{}");

        Assert.Equal(("undone", 1, "1 2"), Only());
    }

    [Fact]
    public void What_comes_after_a_person_took_over_is_not_the_agents()
    {
        Did("refund_order", """{"order":"A1"}""");
        _steps.Add(new Step { Id = "h", Kind = StepKind.Handoff });
        Did("refund_order", """{"order":"A1"}""");

        Assert.Empty(Found());
    }

    private void Did(string tool, string arguments, string? output = null, string? error = null, StepKind kind = StepKind.Action) =>
        _steps.Add(new Step { Id = $"{_steps.Count + 1}", Kind = kind, Name = tool, Input = arguments, Output = output, Error = error });

    private IReadOnlyList<Backtrack> Found() => Backtracking.Find(_steps, new DeadEndOptions());

    private (string, int, string) Only() => Assert.Single(Found()) is var one ? (one.Name, one.Count, string.Join(' ', one.StepIds)) : default;
}
