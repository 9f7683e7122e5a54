namespace Acsr.Policies;

public sealed class PolicyCalendarTests
{
    private static readonly PolicySpan[] Two = [new(1, Day(1), null), new(2, Day(10), Day(20))];

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(19, 2)]
    [InlineData(20, null)]
    [InlineData(25, null)]
    public void A_version_holds_until_the_next_begins_or_it_ends_itself(int day, int? inForce) => Assert.Equal(inForce, PolicyCalendar.InForce(Two, Day(day)));

    [Fact]
    public void The_last_moment_before_a_beginning_or_an_end_belongs_to_what_was_before()
    {
        Assert.Equal(1, PolicyCalendar.InForce(Two, Day(10).AddTicks(-1)));
        Assert.Equal(2, PolicyCalendar.InForce(Two, Day(20).AddTicks(-1)));
    }

    [Fact]
    public void A_version_that_ended_does_not_bring_back_the_one_before() => Assert.Null(PolicyCalendar.InForce([new(1, Day(1), null), new(2, Day(2), Day(3))], Day(4)));

    [Fact]
    public void The_order_in_which_versions_are_told_does_not_matter() => Assert.Equal(2, PolicyCalendar.InForce(Two.Reverse(), Day(12)));

    [Fact]
    public void A_version_in_fact_ends_where_the_next_begins_or_earlier()
    {
        Assert.Equal(Day(10), PolicyCalendar.EndOf(Two[0], Two));
        Assert.Equal(Day(20), PolicyCalendar.EndOf(Two[1], Two));
        Assert.Equal(Day(5), PolicyCalendar.EndOf(new(1, Day(1), Day(5)), [new(1, Day(1), Day(5)), Two[1]]));
        Assert.Null(PolicyCalendar.EndOf(new(2, Day(10), null), [Two[0], new(2, Day(10), null)]));
    }

    [Fact]
    public void A_version_that_was_replaced_on_its_first_day_was_never_in_force()
    {
        PolicySpan[] corrected = [new(1, Day(1), null), new(2, Day(1), null)];

        Assert.Equal(2, PolicyCalendar.InForce(corrected, Day(1)));
        Assert.Equal(Day(1), PolicyCalendar.EndOf(corrected[0], corrected));
    }

    [Theory]
    [InlineData(9, null, "Version 2 is in force from 11 Jan 2026, so a version from 10 Jan 2026 would overlap it; choose 11 Jan 2026, which replaces version 2 altogether, or a later day.")]
    [InlineData(15, null, "Version 2 is in force until 20 Jan 2026, so a version from 16 Jan 2026 would overlap it; choose 21 Jan 2026 or later, or end version 2 earlier first.")]
    [InlineData(30, 30, "It would end on 30 Jan 2026, before it begins on 31 Jan 2026; choose a later last day, or leave it empty.")]
    [InlineData(10, null, null)]
    [InlineData(20, null, null)]
    [InlineData(25, 26, null)]
    public void Overlapping_versions_are_refused_with_the_days_that_would_do(int from, int? to, string? fault) =>
        Assert.Equal(fault, PolicyCalendar.Fault(Two, Day(from), to is { } end ? Day(end) : null));

    [Fact]
    public void The_first_version_may_be_in_force_at_any_time() => Assert.Null(PolicyCalendar.Fault([], Day(1), Day(2)));

    private static DateTime Day(int day) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day);
}
