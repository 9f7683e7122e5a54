using System.Globalization;
using System.Reflection;
using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>
/// Every threshold of the matrix's rules matters: moved by one step, up or down, it changes what is found, or what it is worth, in cases
/// that stand at the border. How long a resolution settles is not theirs but the opener's, and held to the same in <see cref="ActionStoreTests{TStore}"/>.
/// </summary>
public sealed class RuleThresholdTests
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(MatrixRule).GetProperties().Where(p => p.Name is not (nameof(MatrixRule.Row) or nameof(MatrixRule.Check) or nameof(MatrixRule.SettleDays)))];

    /// <summary>Cases on both sides of every border, each with the rule that they are a border of.</summary>
    private static readonly IReadOnlyList<Border> Borders =
    [
        // Least number of cases; a case just inside and just outside the window.
        .. new[] { 29, 30 }.Select(n => Level(n, 20)), Level(29, 27.5), Level(29, 28.5),
        // By segment: two values of each, one worse than all together.
        Segments(),
        // Smallest change.
        Change(39), Change(40),
        // Days that a chart learns from: as many as it needs, and one fewer.
        Chart(RuleCheck.Ewma, 60, 10, baseline: 10), Chart(RuleCheck.Ewma, 60, 10, baseline: 10, further: true),
        .. Charts(RuleCheck.Ewma), .. Charts(RuleCheck.Cusum), .. Charts(RuleCheck.PChart),
    ];

    public static TheoryData<string, string, RuleCheck?> Moves
    {
        get
        {
            TheoryData<string, string, RuleCheck?> moves = [];
            foreach (var property in Properties)
            {
                foreach (var (name, _) in MovesOf(property))
                {
                    // The same width is read by three charts, each in its own way.
                    foreach (var check in property.Name == nameof(MatrixRule.Sigmas) ? new RuleCheck?[] { RuleCheck.Ewma, RuleCheck.Cusum, RuleCheck.PChart } : [null]) { moves.Add(property.Name, name, check); }
                }
            }

            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_threshold_that_is_moved_by_one_step_changes_what_is_found(string threshold, string move, RuleCheck? check)
    {
        var property = typeof(MatrixRule).GetProperty(threshold)!;
        var change = MovesOf(property).Single(m => m.Name == move).Change;

        Assert.Contains(Borders.Where(border => check is null || border.Rule.Check == check), border => Found(border, border.Rule) != Found(border, Moved(border.Rule, property, change)));
    }

    [Fact]
    public void Every_number_is_moved_both_ways_and_every_switch_once() =>
        Assert.All(Properties, property => Assert.Equal(property.PropertyType == typeof(bool) ? 1 : 2, MovesOf(property).Count()));

    private static IEnumerable<(string Name, Func<object, object> Change)> MovesOf(PropertyInfo property)
    {
        if (property.PropertyType == typeof(bool)) { return [("off", _ => false)]; }
        if (property.PropertyType == typeof(int)) { return [("up", value => (int)value + 1), ("down", value => (int)value - 1)]; }
        var step = property.Name == nameof(MatrixRule.Sigmas) ? .5 : 1;
        return [("up", value => (double)value + step), ("down", value => (double)value - step)];
    }

    private static MatrixRule Moved(MatrixRule rule, PropertyInfo property, Func<object, object> change)
    {
        var moved = new MatrixRule { Row = rule.Row };
        foreach (var one in typeof(MatrixRule).GetProperties()) { one.SetValue(moved, one.GetValue(rule)); }
        property.SetValue(moved, change(property.GetValue(rule)!));
        return moved;
    }

    private static string Found(Border border, MatrixRule rule) => string.Join('\n', new RuleEvaluator(MatrixRows.Find(rule.Row)!, rule, border.Targets).Evaluate(border.Rows, Rows.Now)
        .Select(found => string.Create(CultureInfo.InvariantCulture, $"{found.Key} {found.Value.N} {found.Reference:0.0000} {found.ExpectedValue:0.0000}")));

    /// <summary>So many cases with bad ratings in the window, and one more a number of days ago.</summary>
    private static Border Level(int n, double further) =>
        new(new() { Row = "M1" }, Rows.InOrder(Rows.Spread(n, 20, 1, _ => Rows.At(0, csat: .1)), Rows.Spread(1, further, further, _ => Rows.At(0, csat: .1))), new() { [""] = .8 });

    private static Border Segments() => new(
        new() { Row = "M2" },
        Rows.InOrder(Rows.Spread(200, 20, 1, i => Rows.At(0, "refund", overrides: i % 2, version: "2", channel: "email")), Rows.Spread(200, 20, 1, i => Rows.At(0, "return", overrides: i % 10 == 0 ? 1 : 0))),
        new() { [""] = .05 });

    /// <summary>Cases that take so many seconds more than those of the period before.</summary>
    private static Border Change(int seconds) => new(
        new() { Row = "M7", Check = RuleCheck.Change, MinimumChange = 40 },
        Rows.InOrder(Rows.Spread(200, 56, 28, i => Rows.At(0, seconds: 100 + (i % 20))), Rows.Spread(200, 28, 0, i => Rows.At(0, seconds: 100 + seconds + (i % 20)))), []);

    /// <summary>From a day that is normal to one that certainly is not.</summary>
    private static IEnumerable<Border> Charts(RuleCheck check) => Enumerable.Range(10, 50).Select(overridden => Chart(check, overridden, 56));

    /// <summary>Normal days with 4 to 6 overridden cases of 40, and a last day with so many of 100; or the last normal day left out and one further back instead.</summary>
    private static Border Chart(RuleCheck check, int overridden, int days, int baseline = 56, bool further = false) => new(
        new() { Row = "M2", Check = check, WindowDays = 7, BaselineDays = baseline, Sigmas = check == RuleCheck.Cusum ? 5 : 3, ByIntent = false, ByVersion = false, ByChannel = false },
        Rows.InOrder(Enumerable.Range(0, 7 + days + (further ? 1 : 0)).Where(day => !further || day != 7).SelectMany(day => Rows.Spread(day == 0 ? 100 : 40, day + 1, day, i => Rows.At(0, overrides: i < (day == 0 ? overridden : 4 + (day % 3)) ? 1 : 0)))), []);

    private sealed record Border(MatrixRule Rule, IReadOnlyList<KpiRow> Rows, Dictionary<string, double> Targets);
}
