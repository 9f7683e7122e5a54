using System.Collections.Frozen;
using System.Globalization;

namespace Acsr.Signals.Sentiment;

/// <summary>Words and chat signs with their mood, −4 to +4, in lower case.</summary>
public sealed class Lexicon
{
    private readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _valences;

    private Lexicon(Dictionary<string, double> valences) => _valences = valences.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Our own words of customers who write to support.</summary>
    public static Lexicon Own { get; } = ReadOwn();

    public int Count => _valences.Dictionary.Count;

    /// <summary>The mood of a word; null when the lexicon does not know it.</summary>
    public double? Of(ReadOnlySpan<char> word) => _valences.TryGetValue(word, out var valence) ? valence : null;

    /// <summary>Reads <c>token TAB mean</c> lines; what follows the mean does not matter, and of a token that comes twice the last line holds.</summary>
    /// <exception cref="FormatException">A line has no mean.</exception>
    public static Lexicon Read(TextReader lines)
    {
        Dictionary<string, double> valences = new(StringComparer.Ordinal);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) { continue; }
            var parts = line.Split('\t');
            if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var mean))
            {
                throw new FormatException($"Line {number} of the lexicon is not 'token TAB mean': '{line}'.");
            }

            valences[parts[0]] = mean;
        }

        return new Lexicon(valences);
    }

    private static Lexicon ReadOwn()
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("support-lexicon.tsv")!;
        using var lines = new StreamReader(stream);
        return Read(lines);
    }
}
