using Acsr.Cases;
using Acsr.Cases.Prices;
using Acsr.Policies;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>How far independent opinions agree in one field of the form.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Metric">How far apart two values are.</param>
/// <param name="Alpha">Null where no case has two opinions that give this field.</param>
/// <param name="Kappa">Set where all these opinions come from the same two people.</param>
public sealed record FieldAgreement(string Field, AlphaMetric Metric, KrippendorffAlpha? Alpha, CohenKappa? Kappa);

/// <summary>What a reviewer did in a period.</summary>
/// <param name="ReviewerId">Who.</param>
/// <param name="Name">As in their last review.</param>
/// <param name="Done">Reviews.</param>
/// <param name="MedianSeconds">Of a review; null where no time is known.</param>
/// <param name="Hours">All their times together; null where none is known.</param>
/// <param name="Agreed">Comparisons with a colleague's opinion on the same case that agreed.</param>
/// <param name="Compared">All such comparisons.</param>
public sealed record ReviewerFigures(string ReviewerId, string Name, int Done, double? MedianSeconds, double? Hours, int Agreed, int Compared)
{
    /// <summary>95 % interval of the share that agreed; null where nothing was compared.</summary>
    public Interval? AgreedWithin => Wilson.Interval(Agreed, Compared);
}

/// <summary>How much the prefill leads people: values that say what the log says, with prefill and in the control without it.</summary>
public sealed record Anchoring(int Kept, int Filled, int ControlKept, int ControlFilled)
{
    /// <summary>95 % interval of the share with prefill; null where there is none.</summary>
    public Interval? Led => Wilson.Interval(Kept, Filled);

    /// <summary>95 % interval of the share without.</summary>
    public Interval? Free => Wilson.Interval(ControlKept, ControlFilled);

    /// <summary>95 % interval of the difference of the two shares (Newcombe); null where one of them has no value.</summary>
    public Interval? Difference => Filled == 0 || ControlFilled == 0 ? null : Newcombe.Difference(Kept, Filled, ControlKept, ControlFilled);
}

/// <summary>What review cost in a period: the minutes that reviews took times what a person's minute costs.</summary>
/// <param name="Minutes">Of reviews whose time is known.</param>
/// <param name="Timed">Those reviews.</param>
/// <param name="Usd">US dollars; null where a minute has no price, or no time is known.</param>
public sealed record ReviewCost(double Minutes, int Timed, double? Usd);

/// <summary>What waits of what came in on one day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Active">Not due yet, or without a due time.</param>
/// <param name="Overdue">Past its due time.</param>
public sealed record Ageing(DateOnly Day, int Active, int Overdue);

/// <summary>What waits, for one reason, by how long it has waited.</summary>
public sealed record Backlog(ReviewReason Reason, int UnderDay, int UnderThree, int UnderWeek, int Older)
{
    public int All => UnderDay + UnderThree + UnderWeek + Older;
}

/// <summary>How review goes in a period.</summary>
/// <param name="Reviewers">The most reviews first.</param>
/// <param name="PerDay">Done on each day of the period, oldest first.</param>
/// <param name="Opened">Items that came in within the period.</param>
/// <param name="Open">Items that wait now.</param>
/// <param name="Backlog">Of those, by first reason and age.</param>
/// <param name="Hit">Items with a due time reviewed in it, within the period.</param>
/// <param name="Missed">Items whose due time ran out within the period.</param>
/// <param name="Agreement">Field by field.</param>
/// <param name="Anchoring">With and without prefill.</param>
/// <param name="Active">Items that wait and whose due time still runs.</param>
/// <param name="Ageing">What waits of what came in within the period, by day, oldest first.</param>
/// <param name="Forecast">Null where there are too few days to tell.</param>
/// <param name="Cost">What it cost.</param>
public sealed record TeamFigures(
    IReadOnlyList<ReviewerFigures> Reviewers, IReadOnlyList<(DateOnly Day, int Done)> PerDay, int Opened, int Open, IReadOnlyList<Backlog> Backlog, int Hit, int Missed,
    IReadOnlyList<FieldAgreement> Agreement, Anchoring Anchoring, int Active, IReadOnlyList<Ageing> Ageing, BacklogForecast? Forecast, ReviewCost Cost)
{
    public int Done => PerDay.Sum(day => day.Done);

    /// <summary>Items that wait and came in before the period.</summary>
    public int Older => Open - Ageing.Sum(day => day.Active + day.Overdue);
}

/// <summary>Counts how reviewers do and how far they agree. Nothing of this touches the KPIs of the agents.</summary>
public sealed class ReviewQuality(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    /// <summary>The figures of the last days, today included.</summary>
    public async Task<TeamFigures> TeamAsync(int days, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var from = now.Date.AddDays(1 - days);
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.At >= from && r.Source == null).ToListAsync(cancellationToken);
        var opinions = await OpinionsAsync(db, from, cancellationToken);
        var items = db.ReviewItems.Where(i => i.Purpose != ItemPurpose.KnownAnswer && !db.Reviews.Any(r => r.ItemId == i.Id && r.Source != null));
        var open = await items.Open().Select(i => new { i.Reasons, i.OpenedAt, i.DueAt }).ToListAsync(cancellationToken);
        var perDay = reviews.GroupBy(r => DateOnly.FromDateTime(r.At)).ToDictionary(g => g.Key, g => g.Count());
        var first = DateOnly.FromDateTime(from);
        var each = Enumerable.Range(0, days).Select(first.AddDays).ToList();
        var came = (await items.Where(i => i.OpenedAt >= from).GroupBy(i => i.OpenedAt.Date).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => DateOnly.FromDateTime(g.Key), g => g.Count);
        var waiting = open.Where(i => i.OpenedAt >= from).GroupBy(i => DateOnly.FromDateTime(i.OpenedAt)).ToDictionary(g => g.Key, g => (Active: g.Count(i => !(i.DueAt < now)), Overdue: g.Count(i => i.DueAt < now)));
        // A desk that began within the period has no days before; today is not over.
        var began = await items.AnyAsync(i => i.OpenedAt < from, cancellationToken) ? first : came.Keys.DefaultIfEmpty(each[^1]).Min();
        var whole = each.Where(day => day >= began && day < each[^1]).Select(day => (came.GetValueOrDefault(day), perDay.GetValueOrDefault(day))).ToList();
        return new(
            [.. reviews.GroupBy(r => r.ReviewerId).Select(g => FiguresOf(g.Key, [.. g], opinions)).OrderByDescending(f => f.Done).ThenBy(f => f.Name, StringComparer.Ordinal)],
            each.ConvertAll(day => (day, perDay.GetValueOrDefault(day))),
            came.Values.Sum(),
            open.Count,
            [.. open.Where(i => i.Reasons.Count > 0).GroupBy(i => i.Reasons[0]).Select(g => new Backlog(g.Key,
                g.Count(i => now - i.OpenedAt < TimeSpan.FromDays(1)), g.Count(i => now - i.OpenedAt >= TimeSpan.FromDays(1) && now - i.OpenedAt < TimeSpan.FromDays(3)),
                g.Count(i => now - i.OpenedAt >= TimeSpan.FromDays(3) && now - i.OpenedAt < TimeSpan.FromDays(7)), g.Count(i => now - i.OpenedAt >= TimeSpan.FromDays(7)))).OrderByDescending(b => b.All)],
            await items.CountAsync(i => i.DoneAt >= from && i.DueAt != null && i.DoneAt <= i.DueAt, cancellationToken),
            await items.CountAsync(i => i.DueAt >= from && i.DueAt < now && (i.DoneAt == null || i.DoneAt > i.DueAt), cancellationToken),
            AgreementOf(opinions),
            AnchoringOf(reviews),
            open.Count(i => i.DueAt >= now),
            each.ConvertAll(day => new Ageing(day, waiting.GetValueOrDefault(day).Active, waiting.GetValueOrDefault(day).Overdue)),
            BacklogForecast.Of(open.Count, whole),
            await CostAsync(db, reviews, cancellationToken));
    }

    private static async Task<ReviewCost> CostAsync(ConsoleDbContext db, List<CaseReview> reviews, CancellationToken cancellationToken)
    {
        var book = new PriceBook([], await db.UnitPrices.AsNoTracking().Where(p => p.Unit == PricedUnit.HumanMinute).ToListAsync(cancellationToken));
        var timed = reviews.FindAll(r => r.Seconds is not null);
        var priced = timed.ConvertAll(r => r.Seconds / 60 * book.OfMinute(r.At));
        return new(timed.Sum(r => r.Seconds!.Value) / 60, timed.Count, timed.Count == 0 || priced.Contains(null) ? null : priced.Sum());
    }

    /// <summary>One reviewer's figures of the last days; zero reviews where there were none.</summary>
    public async Task<ReviewerFigures> OfAsync(Reviewer reviewer, int days, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var from = clock.GetUtcNow().UtcDateTime.Date.AddDays(1 - days);
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.ReviewerId == reviewer.Id && r.At >= from && r.Source == null).ToListAsync(cancellationToken);
        return FiguresOf(reviewer.Id, reviews, await OpinionsAsync(db, from, cancellationToken)) with { Name = reviewer.Name };
    }

    /// <summary>A reviewer's last reviews, newest first.</summary>
    public async Task<IReadOnlyList<CaseReview>> LastAsync(string reviewerId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reviews.AsNoTracking().Where(r => r.ReviewerId == reviewerId).OrderByDescending(r => r.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>Agreement field by field over independent opinions on the same cases. Pure.</summary>
    /// <param name="opinions">For each case its opinions; who decided between them is not among them.</param>
    public static IReadOnlyList<FieldAgreement> AgreementOf(IReadOnlyList<IReadOnlyList<CaseReview>> opinions) =>
    [
        Of("Verdict", AlphaMetric.Nominal, opinions, r => r.Verdict.ToString()),
        Of("Corrected action", AlphaMetric.Nominal, opinions, r => r.Verdict == Verdict.Corrected ? r.FinalAction?.ToUpperInvariant() : null),
        Of("Policy clause", AlphaMetric.Nominal, opinions, r => ClauseCitation.TryParse(r.Clause, out var cited) ? $"{cited.PolicyId}/{cited.ClauseId}" : null),
        Of("Decisive step", AlphaMetric.Nominal, opinions, r => r.StepId),
        Of("Whose fault", AlphaMetric.Nominal, opinions, r => r.Fault?.ToString()),
        Of("Root cause", AlphaMetric.Nominal, opinions, r => r.RootCause),
        Of("Harm", AlphaMetric.Ordinal, opinions, r => r.Impact is { } impact ? ((int)impact).ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
    ];

    private static FieldAgreement Of(string field, AlphaMetric metric, IReadOnlyList<IReadOnlyList<CaseReview>> opinions, Func<CaseReview, string?> valueOf)
    {
        var given = opinions.Select(set => set.Select(r => (r.ReviewerId, Value: valueOf(r))).Where(r => r.Value is not null).ToList()).Where(set => set.Count >= 2).ToList();
        var numbers = given.SelectMany(set => set).Select(r => r.Value!).Distinct().Order(StringComparer.Ordinal).Select((value, i) => (value, i)).ToDictionary(v => v.value, v => (double)v.i);
        var alpha = KrippendorffAlpha.Of(given.Select(set => set.ConvertAll(r => numbers[r.Value!])), metric);
        var people = given.SelectMany(set => set).Select(r => r.ReviewerId).Distinct().Order(StringComparer.Ordinal).ToList();
        var kappa = people.Count != 2 ? null : CohenKappa.Of(given.ConvertAll(set => (set.First(r => r.ReviewerId == people[0]).Value!, set.First(r => r.ReviewerId == people[1]).Value!)));
        return new(field, metric, alpha, kappa);
    }

    private static Anchoring AnchoringOf(List<CaseReview> reviews)
    {
        // Whoever found the agent right, or could not tell, did not take the values over either.
        var logged = reviews.FindAll(r => r.Prefilled.Count > 0);
        var (led, control) = (logged.FindAll(r => !r.Control), logged.FindAll(r => r.Control));
        return new(led.Sum(r => r.Accepted.Count), led.Sum(r => r.Prefilled.Count), control.Sum(r => r.Accepted.Count), control.Sum(r => r.Prefilled.Count));
    }

    private static async Task<List<IReadOnlyList<CaseReview>>> OpinionsAsync(ConsoleDbContext db, DateTime from, CancellationToken cancellationToken)
    {
        var sets = db.ReviewItems.Where(i => i.Opinions > 1 && i.DoneAt >= from).Select(i => i.FirstId ?? i.Id).Distinct();
        var reviews = await db.Reviews.AsNoTracking().Where(r => sets.Contains(r.SetId) && !db.ReviewItems.Any(i => i.Id == r.ItemId && i.Purpose == ItemPurpose.Adjudication)).ToListAsync(cancellationToken);
        return [.. reviews.GroupBy(r => r.SetId).Select(g => (IReadOnlyList<CaseReview>)[.. g.OrderBy(r => r.Id)]).Where(set => set.Count >= 2)];
    }

    // Each opinion is compared with each other one on the same case.
    private static ReviewerFigures FiguresOf(string id, List<CaseReview> reviews, List<IReadOnlyList<CaseReview>> opinions)
    {
        var seconds = reviews.Where(r => r.Seconds is not null).Select(r => r.Seconds!.Value).Order().ToArray();
        var mine = opinions.SelectMany(set => set.Where(r => r.ReviewerId == id).SelectMany(own => set.Where(r => r.ReviewerId != id).Select(other => Opinions.Agree([own, other])))).ToList();
        return new(id, reviews.MaxBy(r => r.Id)?.ReviewerName ?? "", reviews.Count, seconds.Length == 0 ? null : Quantile.Of(seconds, 0.5), seconds.Length == 0 ? null : seconds.Sum() / 3600, mine.Count(agrees => agrees), mine.Count);
    }
}
