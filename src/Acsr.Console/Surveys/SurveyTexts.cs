using System.Text.Json;

namespace Acsr.Surveys;

/// <summary>
/// The texts of the hosted survey in one language, from the files in <c>Texts</c>: another language is another file. (Satellite assemblies
/// need cultures, which the console runs without.)
/// </summary>
public sealed class SurveyTexts
{
    private const string Fallback = "en";
    private const string Prefix = "Acsr.Surveys.Texts.";
    private const string Suffix = ".json";

    private static readonly Dictionary<string, SurveyTexts> All = typeof(SurveyTexts).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..^Suffix.Length]).ToDictionary(language => language, language => new SurveyTexts(language));

    private readonly Dictionary<string, string> _texts;

    private SurveyTexts(string language)
    {
        Language = language;
        using var stream = typeof(SurveyTexts).Assembly.GetManifestResourceStream(Prefix + language + Suffix)!;
        _texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    /// <summary>For example <c>de</c>.</summary>
    public string Language { get; }

    /// <summary>The languages there are.</summary>
    public static IReadOnlyCollection<string> Languages => All.Keys;

    /// <summary>What is said in this language.</summary>
    public string this[string key] => _texts[key];

    /// <summary>The keys of all texts.</summary>
    public IReadOnlyCollection<string> Keys => _texts.Keys;

    /// <summary>The texts in the first language that there are texts in; English where there is none.</summary>
    /// <param name="languages">For example <c>de-AT</c>, the dearest first; null where one is unknown.</param>
    public static SurveyTexts In(params IEnumerable<string?> languages) =>
        languages.OfType<string>().Select(language => All.GetValueOrDefault(language.Split('-', '_')[0].Trim().ToLowerInvariant())).FirstOrDefault(texts => texts is not null) ?? All[Fallback];
}
