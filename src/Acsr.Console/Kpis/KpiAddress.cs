using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Acsr.Kpis;

/// <summary>Writes the parts of a <see cref="KpiQuery"/> into addresses and reads them again, so that a link shows the same cases to everybody.</summary>
public static class KpiAddress
{
    private const string TagName = "tag";

    /// <summary>Name and value of each part that is not time, in the order of the dimensions.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Parts(KpiQuery query)
    {
        foreach (var dimension in KpiDimension.All) { if (query.Of(dimension) is { } value) { yield return new(dimension.Id, value); } }
        foreach (var tag in query.Tags.All) { yield return new(TagName, tag); }
        if (query.Baseline) { yield return new("baseline", "true"); }
    }

    /// <summary>The parts that an address says, without its time; what is empty lets everything through.</summary>
    public static KpiQuery Read(IEnumerable<KeyValuePair<string, StringValues>> parameters)
    {
        var given = parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);
        var query = new KpiQuery();
        foreach (var dimension in KpiDimension.All)
        {
            if (given.TryGetValue(dimension.Id, out var value) && !StringValues.IsNullOrEmpty(value)) { query = query.With(dimension, value.ToString()); }
        }

        return query with
        {
            Tags = new KpiTags(given.TryGetValue(TagName, out var tags) ? tags.OfType<string>() : []),
            Baseline = given.TryGetValue("baseline", out var baseline) && bool.TryParse(baseline, out var apart) && apart,
        };
    }

    /// <summary>As <see cref="Read(IEnumerable{KeyValuePair{string, StringValues}})"/>, from the whole of an address.</summary>
    public static KpiQuery Read(Uri address) => Read(QueryHelpers.ParseQuery(address.Query));

    /// <summary>An address with those of the parameters that say something.</summary>
    public static string Of(string path, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var given = parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }

    /// <summary>A moment as addresses say it.</summary>
    public static string? Moment(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
