namespace Acsr.Kpis;

/// <summary>Tags that a case must have all of, each <c>name=value</c>; equal where they ask for the same, in whatever order.</summary>
public readonly struct KpiTags : IEquatable<KpiTags>
{
    private readonly string[]? _all;

    public KpiTags(IEnumerable<string> tags) => _all = [.. tags.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>In order; empty: every case is let through.</summary>
    public IReadOnlyList<string> All => _all ?? [];

    public bool Equals(KpiTags other) => All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => obj is KpiTags other && Equals(other);

    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);

    public static bool operator ==(KpiTags one, KpiTags other) => one.Equals(other);

    public static bool operator !=(KpiTags one, KpiTags other) => !one.Equals(other);

    public override string ToString() => string.Join(", ", All);
}
