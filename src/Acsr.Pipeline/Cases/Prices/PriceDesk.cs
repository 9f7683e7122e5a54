using System.Globalization;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases.Prices;

/// <summary>All prices, and what was in force before.</summary>
/// <param name="Models">In force, by model, then day.</param>
/// <param name="Units">In force, by unit, name, then day.</param>
/// <param name="PastModels">The last hundred rows that another took the place of, the newest first.</param>
/// <param name="PastUnits">Likewise.</param>
public sealed record PriceList(IReadOnlyList<ModelPrice> Models, IReadOnlyList<UnitPrice> Units, IReadOnlyList<ModelPrice> PastModels, IReadOnlyList<UnitPrice> PastUnits);

/// <summary>
/// Where an administrator keeps prices. A row is never changed: an edit retires it and adds another, with its audit entry and the job that
/// reckons the cases of those days again, in one transaction.
/// </summary>
public sealed class PriceDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private const int Past = 100;

    /// <summary>Everything that the page shows.</summary>
    public async Task<PriceList> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new(
            await db.ModelPrices.AsNoTracking().Where(p => p.RetiredAt == null).OrderBy(p => p.Model).ThenByDescending(p => p.From).ToListAsync(cancellationToken),
            await db.UnitPrices.AsNoTracking().Where(p => p.RetiredAt == null).OrderByDescending(p => p.Unit).ThenBy(p => p.Name).ThenByDescending(p => p.From).ToListAsync(cancellationToken),
            await db.ModelPrices.AsNoTracking().Where(p => p.RetiredAt != null).OrderByDescending(p => p.RetiredAt).Take(Past).ToListAsync(cancellationToken),
            await db.UnitPrices.AsNoTracking().Where(p => p.RetiredAt != null).OrderByDescending(p => p.RetiredAt).Take(Past).ToListAsync(cancellationToken));
    }

    /// <summary>Puts a price in force, in place of another or besides.</summary>
    /// <param name="price">As it shall be; its id and dates of change are set here.</param>
    /// <param name="replaces">The row it takes the place of; null: none.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    /// <returns>What is wrong, in words; null when it is done.</returns>
    public async Task<string?> SaveAsync(ModelPrice price, long? replaces, string by, CancellationToken cancellationToken)
    {
        Tidy(price);
        if (FaultOf(price) is { } fault) { return fault; }
        return await ChangeAsync(async (db, now) =>
        {
            var old = replaces is null ? null : await db.ModelPrices.SingleOrDefaultAsync(p => p.Id == replaces && p.RetiredAt == null, cancellationToken);
            if (replaces is not null && old is null) { return (Gone, null, null); }
            var names = price.Aliases.Prepend(price.Model).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var others = await db.ModelPrices.AsNoTracking().Where(p => p.RetiredAt == null && p.Id != (replaces ?? 0)).ToListAsync(cancellationToken);
            if (others.Find(p => p.Aliases.Prepend(p.Model).Any(names.Contains) && Overlap(p.From, p.To, price.From, price.To)) is { } other)
            {
                return ($"{other.Model} has a price from {Day(other.From)}{(other.To is { } end ? $" to {Day(end)}" : " on")} already. End that one first, or choose other days.", null, null);
            }

            Retire(old, now, by);
            (price.Id, price.ChangedAt, price.ChangedBy, price.RetiredAt, price.RetiredBy) = (0, now, by, null, null);
            db.ModelPrices.Add(price);
            return (null, new BookChange(by, old is null ? "price.added" : "price.changed", price.Model, Words(old), Words(price)), Job($"Price of {price.Model} changed", Span(old?.From, old?.To, price.From, price.To), by, now));
        }, cancellationToken);
    }

    /// <summary>The same for calls of a tool and minutes of a human.</summary>
    public async Task<string?> SaveAsync(UnitPrice price, long? replaces, string by, CancellationToken cancellationToken)
    {
        (price.Name, price.From, price.To, price.Note) = (price.Unit == PricedUnit.HumanMinute ? "" : price.Name.Trim().ToLowerInvariant(), Utc(price.From), price.To is { } to ? Utc(to) : null, price.Note.Trim());
        if (price.Unit == PricedUnit.ToolCall && price.Name.Length is 0 or > 200) { return "Name the tool as the agent calls it, in up to 200 characters."; }
        if (!(price.Usd >= 0 && price.Usd <= 1e6)) { return "A price lies from 0 to 1,000,000 US dollars."; }
        if (price.To < price.From) { return "The last day lies before the first."; }
        var what = price.Unit == PricedUnit.HumanMinute ? "a human minute" : price.Name;
        return await ChangeAsync(async (db, now) =>
        {
            var old = replaces is null ? null : await db.UnitPrices.SingleOrDefaultAsync(p => p.Id == replaces && p.RetiredAt == null, cancellationToken);
            if (replaces is not null && old is null) { return (Gone, null, null); }
            var others = await db.UnitPrices.AsNoTracking().Where(p => p.RetiredAt == null && p.Unit == price.Unit && p.Name == price.Name && p.Id != (replaces ?? 0)).ToListAsync(cancellationToken);
            if (others.Find(p => Overlap(p.From, p.To, price.From, price.To)) is { } other) { return ($"There is a price from {Day(other.From)}{(other.To is { } end ? $" to {Day(end)}" : " on")} already. End that one first, or choose other days.", null, null); }
            if (old is not null) { (old.RetiredAt, old.RetiredBy) = (now, by); }
            (price.Id, price.ChangedAt, price.ChangedBy, price.RetiredAt, price.RetiredBy) = (0, now, by, null, null);
            db.UnitPrices.Add(price);
            return (null, new BookChange(by, old is null ? "price.added" : "price.changed", what, Words(old), Words(price)), Job($"Price of {what} changed", Span(old?.From, old?.To, price.From, price.To), by, now));
        }, cancellationToken);
    }

    /// <summary>Takes a model's price out of force: cases of its days have an unknown cost from then on.</summary>
    public Task<string?> RemoveModelAsync(long id, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, now) =>
    {
        if (await db.ModelPrices.SingleOrDefaultAsync(p => p.Id == id && p.RetiredAt == null, cancellationToken) is not { } old) { return (Gone, null, null); }
        Retire(old, now, by);
        return (null, new BookChange(by, "price.removed", old.Model, Words(old), null), Job($"Price of {old.Model} removed", Span(old.From, old.To, old.From, old.To), by, now));
    }, cancellationToken);

    /// <summary>The same for a call or a minute.</summary>
    public Task<string?> RemoveUnitAsync(long id, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, now) =>
    {
        if (await db.UnitPrices.SingleOrDefaultAsync(p => p.Id == id && p.RetiredAt == null, cancellationToken) is not { } old) { return (Gone, null, null); }
        (old.RetiredAt, old.RetiredBy) = (now, by);
        var what = old.Unit == PricedUnit.HumanMinute ? "a human minute" : old.Name;
        return (null, new BookChange(by, "price.removed", what, Words(old), null), Job($"Price of {what} removed", Span(old.From, old.To, old.From, old.To), by, now));
    }, cancellationToken);

    private const string Gone = "Somebody changed it meanwhile. Look at it again.";

    private async Task<string?> ChangeAsync(Func<ConsoleDbContext, DateTime, Task<(string? Problem, BookChange? Change, RefoldJob? Job)>> change, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockSequenceAsync(cancellationToken);
        var (problem, made, job) = await change(db, now);
        if (problem is not null || made is null) { return problem; }
        await FoldBook.ChangeAsync(db, made, job, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static void Tidy(ModelPrice price)
    {
        price.Model = price.Model.Trim();
        price.Aliases = [.. price.Aliases.Select(alias => alias.Trim()).Where(alias => alias.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        (price.From, price.To, price.Note) = (Utc(price.From), price.To is { } to ? Utc(to) : null, price.Note.Trim());
    }

    private static string? FaultOf(ModelPrice price)
    {
        double?[] money = [price.Input, price.Output, price.CacheRead, price.CacheWrite, price.Reasoning, price.AudioInput, price.AudioOutput, price.LongInput, price.LongOutput, price.LongCacheRead, price.LongCacheWrite];
        double?[] sizes = [price.ActiveLow, price.ActiveHigh, price.TotalLow, price.TotalHigh];
        return price.Model.Length is 0 or > 200 ? "Name the model as its provider does, in up to 200 characters."
            : price.Aliases.Count > 20 || price.Aliases.Exists(alias => alias.Length > 200) ? "Up to 20 other names of up to 200 characters each."
            : Array.Exists(money, usd => usd is not null && !(usd >= 0 && usd <= 1e6)) ? "A price lies from 0 to 1,000,000 US dollars per million tokens."
            : price.To < price.From ? "The last day lies before the first."
            : Array.Exists(sizes, size => size is null) && Array.Exists(sizes, size => size is not null) ? "For an estimate of energy give all four sizes, or none of them."
            : Array.Exists(sizes, size => size is not null && !(size > 0 && size <= 100_000)) ? "A size lies between 0 and 100,000 billion parameters."
            : price.ActiveLow > price.ActiveHigh || price.TotalLow > price.TotalHigh || price.ActiveHigh > price.TotalHigh ? "The sizes contradict each other: the smallest comes first, and no more parameters are at work than there are."
            : price.ActiveLow is not null && !(price.Pue >= 1 && price.Pue <= 3) ? "For an estimate of energy give the data centre's PUE, from 1 to 3."
            : price.Note.Length > 500 ? "The note has at most 500 characters." : null;
    }

    private static RefoldJob Job(string reason, (DateTime From, DateTime? To) days, string by, DateTime now) =>
        new() { Reason = reason, RequestedBy = by, RequestedAt = now, From = days.From.Date, To = days.To?.Date.AddDays(1) };

    // A price holds by the time of the call, a case stands where it was opened: what was opened the days before may have had a call in them.
    private static readonly TimeSpan Running = TimeSpan.FromDays(7);

    private static (DateTime From, DateTime? To) Span(DateTime? oldFrom, DateTime? oldTo, DateTime from, DateTime? to)
    {
        var first = oldFrom < from ? oldFrom.Value : from;
        return (first > DateTime.MinValue + Running ? first - Running : first, oldFrom is not null && oldTo is null || to is null ? null : oldTo > to ? oldTo : to);
    }

    private static bool Overlap(DateTime from, DateTime? to, DateTime otherFrom, DateTime? otherTo) => (otherTo is null || from <= otherTo) && (to is null || otherFrom <= to);

    private static void Retire(ModelPrice? price, DateTime now, string by)
    {
        if (price is not null) { (price.RetiredAt, price.RetiredBy) = (now, by); }
    }

    private static string? Words(ModelPrice? price) => price is null ? null
        : $"{PriceBook.Text(price.Input)} in, {PriceBook.Text(price.Output)} out per million, from {Day(price.From)}{(price.To is { } to ? $" to {Day(to)}" : "")}";

    private static string? Words(UnitPrice? price) => price is null ? null
        : $"{PriceBook.Text(price.Usd)}, from {Day(price.From)}{(price.To is { } to ? $" to {Day(to)}" : "")}";

    private static string Day(DateTime day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static DateTime Utc(DateTime day) => DateTime.SpecifyKind(day.Date, DateTimeKind.Utc);
}
