namespace Acsr.Ingest;

/// <summary>The bounds of what a sender may declare of a case besides its fields: names of any kind would make a filter that nobody can read.</summary>
public static class CaseTags
{
    /// <summary>Names a case may carry.</summary>
    public const int Most = 20;
    /// <summary>Characters of a name.</summary>
    public const int NameLength = 60;
    /// <summary>Characters of a value.</summary>
    public const int ValueLength = 120;

    /// <summary>What is wrong with tags as sent; null when they are good.</summary>
    public static string? Fault(IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is null) { return null; }
        if (tags.Count > Most) { return $"'tags' has {tags.Count} names; at most {Most} are kept."; }
        foreach (var (name, value) in tags)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > NameLength || name.Contains('=')) { return $"'tags' has the name '{name}'; names have 1 to {NameLength} characters and no '='."; }
            if (value is null || value.Length > ValueLength) { return $"'tags.{name}' has {value?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} characters; values have up to {ValueLength}."; }
        }

        return null;
    }
}
