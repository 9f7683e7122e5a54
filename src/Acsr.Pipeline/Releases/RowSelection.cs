using Acsr.Store;

namespace Acsr.Releases;

/// <summary>Which rows rest on something. The numbers are in addresses.</summary>
public enum RowOrigin
{
    Case = 1,
    /// <summary>All cases of a customer.</summary>
    Customer = 2,
    /// <summary>A person's id.</summary>
    Reviewer = 3,
    /// <summary><c>policy/clause@version</c>, or <c>policy/clause</c> for every version.</summary>
    Clause = 4,
    /// <summary>A review's number.</summary>
    Review = 5,
    /// <summary>An item's id, as consumers know it.</summary>
    Item = 6,
}

/// <summary>Rows of releases by what they rest on.</summary>
public sealed record RowSelection(RowOrigin Origin, string Value)
{
    /// <summary>The rows, of whatever release.</summary>
    public IQueryable<ReleaseRow> Of(ConsoleDbContext db)
    {
        var value = Value;
        var versions = value + "@";
        return Origin switch
        {
            RowOrigin.Case => db.ReleaseRows.Where(r => r.CaseId == value),
            RowOrigin.Customer => db.ReleaseRows.Where(r => db.Cases.Any(c => c.Id == r.CaseId && c.Customer == value)),
            RowOrigin.Reviewer => db.ReleaseRows.Where(r => r.ReviewerId == value),
            // What was frozen before clauses were noted with the row is told by its review.
            RowOrigin.Clause when value.Contains('@') => db.ReleaseRows.Where(r => r.Clause == value || (r.Clause == null && db.Reviews.Any(v => v.Id == r.ReviewId && v.Clause == value))),
            RowOrigin.Clause => db.ReleaseRows.Where(r => r.Clause!.StartsWith(versions) || (r.Clause == null && db.Reviews.Any(v => v.Id == r.ReviewId && v.Clause!.StartsWith(versions)))),
            RowOrigin.Review => long.TryParse(value, out var review) ? db.ReleaseRows.Where(r => r.ReviewId == review) : db.ReleaseRows.Where(r => false),
            RowOrigin.Item => db.ReleaseRows.Where(r => r.ItemId == value),
            _ => throw new InvalidOperationException($"Rows cannot be selected by {Origin}."),
        };
    }
}
