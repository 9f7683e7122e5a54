namespace Acsr.Review;

/// <summary>Names for what is asked of review items more than once.</summary>
public static class ReviewItemQueries
{
    extension(IQueryable<ReviewItem> items)
    {
        /// <summary>Not settled by a review yet, leased or not.</summary>
        public IQueryable<ReviewItem> Open() => items.Where(item => item.DoneAt == null);

        /// <summary>In somebody's hands.</summary>
        public IQueryable<ReviewItem> Leased(DateTime now) => items.Where(item => item.DoneAt == null && item.LeasedUntil > now);

        /// <summary>The one item, while this very lease of it is good: what every write under a lease asks for.</summary>
        public IQueryable<ReviewItem> HeldBy(long itemId, string userId, long token, DateTime now) =>
            items.Leased(now).Where(item => item.Id == itemId && item.LeasedBy == userId && item.Token == token);
    }
}
