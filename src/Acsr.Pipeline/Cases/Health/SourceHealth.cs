namespace Acsr.Cases.Health;

/// <summary>Something that the cases of a source should carry.</summary>
public enum SourceFact { Intent = 0, Confidence = 1, Decision = 2, PolicyCheck = 3, Tokens = 4, Outcome = 5, Customer = 6, CompleteOverride = 7 }

/// <summary>How many of a source's cases carry a fact.</summary>
/// <param name="Fact">Which.</param>
/// <param name="Cases">Cases that carry it.</param>
/// <param name="Of">Cases that could: all, for complete overrides the ones with an override.</param>
public sealed record SourceShare(SourceFact Fact, int Cases, int Of)
{
    /// <summary>0 to 1; null where there is no case that could.</summary>
    public double? Share => Of == 0 ? null : (double)Cases / Of;
}

/// <summary>What is missing, and the line that mends it.</summary>
/// <param name="Fact">What.</param>
/// <param name="Missing">Cases without it.</param>
/// <param name="Of">Cases that could carry it.</param>
/// <param name="Why">What the console cannot tell without it.</param>
/// <param name="Language">What the line is written in.</param>
/// <param name="Line">To be added where the agent is instrumented.</param>
public sealed record SourceGap(SourceFact Fact, int Missing, int Of, string Why, string Language, string Line);

/// <summary>A dialect, and how many of a source's cases are told in it.</summary>
public sealed record SourceDialect(string Name, int Cases);

/// <summary>What came in within an hour, or within a day where many are shown.</summary>
public sealed record SourceBucket(DateTime From, long Spans, long Events, long LogRecords, long Refused, int Cases);

/// <summary>Something that was not taken.</summary>
public sealed record SourceRefusal(DateTime At, string Door, string? Item, string Reason, int Count);

/// <summary>How well a source tells what its agent does, within a time.</summary>
/// <param name="Name">The key's or the import's name.</param>
/// <param name="LastAt">The hour in which it last sent anything; null: not within the time.</param>
/// <param name="Cases">Cases opened within the time.</param>
/// <param name="Spans">Received within the time, as the next three.</param>
/// <param name="Events">Native events.</param>
/// <param name="LogRecords">GenAI events sent as log records.</param>
/// <param name="Refused">Spans, events and records that were not taken.</param>
/// <param name="Dialects">By number of cases.</param>
/// <param name="Shares">In the order of <see cref="SourceFact"/>.</param>
/// <param name="Gaps">The largest first.</param>
/// <param name="Buckets">In order of time, none left out.</param>
/// <param name="Refusals">The newest first.</param>
public sealed record SourceHealth(
    string Name, DateTime? LastAt, int Cases, long Spans, long Events, long LogRecords, long Refused, IReadOnlyList<SourceDialect> Dialects, IReadOnlyList<SourceShare> Shares,
    IReadOnlyList<SourceGap> Gaps, IReadOnlyList<SourceBucket> Buckets, IReadOnlyList<SourceRefusal> Refusals);

/// <summary>All sources within a time.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC.</param>
/// <param name="BucketHours">How long a bucket is: 1 or 24.</param>
/// <param name="Sources">Those that sent anything, the busiest first.</param>
/// <param name="Silent">Keys that may send and sent nothing within the time.</param>
/// <param name="Matching">Sources that were asked for, over all pages.</param>
public sealed record SourceReport(DateTime From, DateTime To, int BucketHours, IReadOnlyList<SourceHealth> Sources, IReadOnlyList<string> Silent, int Matching);

/// <summary>Which sources of a report are read.</summary>
/// <param name="Search">Part of their names, in whatever case; null: all. Silent keys are found by it too.</param>
/// <param name="Skip">So many of the busiest are left out.</param>
/// <param name="Take">At most so many.</param>
public sealed record SourcePage(string? Search = null, int Skip = 0, int Take = SourcePage.Usual)
{
    /// <summary>As many as are read where nobody says how many.</summary>
    public const int Usual = 50;

    /// <summary>The most that are read at once.</summary>
    public const int Most = 100;

    internal bool Fits(string name) => string.IsNullOrWhiteSpace(Search) || name.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase);
}
