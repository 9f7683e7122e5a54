namespace Acsr.Cases;

public sealed class TraceRowsTests
{
    private static readonly DateTime Begin = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);
    private static readonly HashSet<int> None = [];

    [Fact]
    public void A_tree_nests_what_was_part_of_what_and_folds_it_away()
    {
        Step[] steps = [Said(Role.Customer, 1), Of("a", 1), Of("b", 1, "a"), Of("c", 1, "b"), Of("d", 1), Said(Role.Customer, 2), Of("e", 2, "gone")];

        var open = TraceRows.Of(steps, TraceView.Tree, None);
        var closed = TraceRows.Of(steps, TraceView.Tree, new HashSet<int> { 1 });

        Assert.Equal("Turn 1|0:0|1:0|2:1|3:2|4:0|Turn 2|5:0|6:0", Text(open));
        Assert.Equal("Turn 1|0:0|1:0|4:0|Turn 2|5:0|6:0", Text(closed));
        Assert.True(open[2].HasParts);
    }

    [Fact]
    public void Steps_that_are_part_of_each_other_are_shown_once_all_the_same()
    {
        Step[] steps = [Of("a", 1, "b"), Of("b", 1, "a"), Of("c", 1, "c")];

        Assert.Equal([0, 1, 2], TraceRows.Of(steps, TraceView.Tree, None).Where(r => r.Step is not null).Select(r => r.Place).Order());
    }

    [Fact]
    public void A_timeline_places_steps_between_begin_and_end_and_leaves_out_what_has_no_time()
    {
        Step[] steps = [At("a", 0, 5), At("b", 5, 10), Of("c", 1)];

        var rows = TraceRows.Of(steps, TraceView.Timeline, None);

        Assert.Equal([(0.0, 0.5), (0.5, 0.5), (null, 0.0)], rows.Select(r => (r.From, r.Width)));
    }

    [Fact]
    public void Each_decision_stands_before_the_steps_that_led_to_it()
    {
        Step[] steps = [Of("look", 1, kind: StepKind.Retrieval), Of("decide", 1, kind: StepKind.Decision), Of("act", 1, kind: StepKind.Action), Said(Role.Agent, 1)];

        Assert.Equal("1. Decision decide|1:0|0:1|2. Action act|2:0|After the last decision|3:1", Text(TraceRows.Of(steps, TraceView.Decisions, None)));
    }

    [Fact]
    public void Every_step_belongs_to_what_was_said_next_in_its_turn_or_else_before()
    {
        Step[] steps = [Of("early", 0), Said(Role.Customer, 1), Of("a", 1), Said(Role.Agent, 1), Of("late", 1), Said(Role.Customer, 2), Of("b", 2)];

        Assert.Equal([1, 1, 3, 3, 3, 5, 5], TraceRows.Messages(steps));
        Assert.Equal([-1, -1], TraceRows.Messages([Of("a", 0), Of("b", 0)]));
    }

    [Theory]
    [InlineData(TraceView.Tree)]
    [InlineData(TraceView.Timeline)]
    [InlineData(TraceView.Decisions)]
    public void Every_step_has_one_line_in_every_view(TraceView view)
    {
        var random = new Random(3);
        var steps = Enumerable.Range(0, 5_000).Select(n => random.Next(5) switch
        {
            0 => Said(random.Next(2) == 0 ? Role.Customer : Role.Agent, n / 100),
            1 => Of($"s{n}", n / 100, $"s{random.Next(5_000)}", StepKind.Decision),
            _ => Of($"s{n}", n / 100, $"s{random.Next(n + 1)}"),
        }).ToList();

        Assert.Equal(Enumerable.Range(0, 5_000), TraceRows.Of(steps, view, None).Where(r => r.Step is not null).Select(r => r.Place).Order());
    }

    private static string Text(IEnumerable<TraceRow> rows) => string.Join('|', rows.Select(r => r.Heading ?? $"{r.Place}:{r.Depth}"));

    private static Step Of(string id, int turn, string? parent = null, StepKind kind = StepKind.Tool) => new() { Id = id, Kind = kind, Name = id, Turn = turn, Parent = parent };

    private static Step At(string id, int from, int to) => Of(id, 1) with { StartedAt = Begin.AddSeconds(from), EndedAt = Begin.AddSeconds(to) };

    private static Step Said(Role role, int turn) => new() { Id = $"m{role}{turn}{Guid.NewGuid():N}", Kind = StepKind.Message, Role = role, Text = "Hello", Turn = turn };
}
