using System.Globalization;
using System.Linq.Expressions;
using Acsr.Cases;

namespace Acsr.Finding;

/// <summary>A place in a list of cases: what it is sorted by, and the id that breaks ties. The next page begins behind it, whatever came in before it meanwhile.</summary>
internal sealed record CasePosition(string Key, string Id)
{
    public DateTime At => new(long.Parse(Key, CultureInfo.InvariantCulture), DateTimeKind.Utc);

    public double Number => double.Parse(Key, CultureInfo.InvariantCulture);

    public override string ToString() => $"{Key}|{Id}";

    /// <summary>Null where it is none of ours.</summary>
    public static CasePosition? Parse(string? text) =>
        text?.Split('|', 2) is [var key, var id] && double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? new(key, id) : null;

    public static CasePosition Of(Case row, CaseSort sort) => new(sort switch
    {
        CaseSort.Newest or CaseSort.Oldest => row.At.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => CaseOrder.ValueOf(row, sort)!.Value.ToString("R", CultureInfo.InvariantCulture),
    }, row.Id);
}

/// <summary>Brings cases into an order that an index has, from a place on.</summary>
internal static class CaseOrder
{
    public static IQueryable<Case> From(IQueryable<Case> cases, CaseSort sort, CasePosition? after) => sort switch
    {
        // The first comparison alone is what the index can use.
        CaseSort.Newest => (after is null ? cases : Behind(cases, after.At, after.Id)).OrderByDescending(c => c.At).ThenByDescending(c => c.Id),
        CaseSort.Oldest => (after is null ? cases : Before(cases, after.At, after.Id)).OrderBy(c => c.At).ThenBy(c => c.Id),
        CaseSort.Risk => By(cases.Where(c => c.Risk > 0), c => c.Risk, descending: true, after),
        CaseSort.Dearest => By(cases.Where(c => c.CostUsd != null), c => c.CostUsd, descending: true, after),
        CaseSort.Longest => By(cases.Where(c => c.HandlingSeconds != null), c => c.HandlingSeconds, descending: true, after),
        CaseSort.Csat => By(cases.Where(c => c.Csat != null), c => c.Csat, descending: false, after),
        CaseSort.Mood => By(cases.Where(c => c.Sentiment != null), c => c.Sentiment, descending: false, after),
    };

    /// <summary>Those that the order shows: the ones whose value is known.</summary>
    public static IQueryable<Case> Shown(IQueryable<Case> cases, CaseSort sort) => sort switch
    {
        CaseSort.Newest or CaseSort.Oldest => cases,
        CaseSort.Risk => cases.Where(c => c.Risk > 0),
        CaseSort.Dearest => cases.Where(c => c.CostUsd != null),
        CaseSort.Longest => cases.Where(c => c.HandlingSeconds != null),
        CaseSort.Csat => cases.Where(c => c.Csat != null),
        CaseSort.Mood => cases.Where(c => c.Sentiment != null),
    };

    public static double? ValueOf(Case row, CaseSort sort) => sort switch
    {
        CaseSort.Risk => row.Risk,
        CaseSort.Dearest => row.CostUsd,
        CaseSort.Longest => row.HandlingSeconds,
        CaseSort.Csat => row.Csat,
        CaseSort.Mood => row.Sentiment,
        CaseSort.Newest or CaseSort.Oldest => null,
    };

    private static IQueryable<Case> Behind(IQueryable<Case> cases, DateTime at, string id) => cases.Where(c => c.At <= at && (c.At < at || string.Compare(c.Id, id) < 0));

    private static IQueryable<Case> Before(IQueryable<Case> cases, DateTime at, string id) => cases.Where(c => c.At >= at && (c.At > at || string.Compare(c.Id, id) > 0));

    private static IQueryable<Case> By(IQueryable<Case> cases, Expression<Func<Case, double?>> key, bool descending, CasePosition? after)
    {
        if (after is not null)
        {
            var (number, id) = ((double?)after.Number, after.Id);
            Expression<Func<double?>> value = () => number;
            Expression<Func<Case, bool>> tie = descending ? c => string.Compare(c.Id, id) < 0 : c => string.Compare(c.Id, id) > 0;
            var row = key.Parameters[0];
            var behind = descending
                ? Expression.AndAlso(Expression.LessThanOrEqual(key.Body, value.Body), Expression.OrElse(Expression.LessThan(key.Body, value.Body), Of(tie, row)))
                : Expression.AndAlso(Expression.GreaterThanOrEqual(key.Body, value.Body), Expression.OrElse(Expression.GreaterThan(key.Body, value.Body), Of(tie, row)));
            cases = cases.Where(Expression.Lambda<Func<Case, bool>>(behind, row));
        }

        return descending ? cases.OrderByDescending(key).ThenByDescending(c => c.Id) : cases.OrderBy(key).ThenBy(c => c.Id);
    }

    private static Expression Of(Expression<Func<Case, bool>> condition, ParameterExpression row) => new Renaming(condition.Parameters[0], row).Visit(condition.Body);

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
