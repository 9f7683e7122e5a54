using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Statistics;

namespace Acsr.Releases.Redaction;

/// <summary>How one kind of personal data fares on the labelled set.</summary>
/// <param name="Entity">For example <c>EMAIL_ADDRESS</c>.</param>
/// <param name="Found">Marked and taken out whole.</param>
/// <param name="Missed">Marked and left, or taken out in part only.</param>
/// <param name="Wrong">Taken out where nothing was marked.</param>
public sealed record RedactionLine(string Entity, int Found, int Missed, int Wrong)
{
    /// <summary>Found ÷ marked, with the 95 % interval (Wilson); null where nothing is marked.</summary>
    public Interval? Recall => Wilson.Interval(Found, Found + Missed);

    /// <summary>Found ÷ taken out, with the 95 % interval; null where nothing was taken out.</summary>
    public Interval? Precision => Wilson.Interval(Found, Found + Wrong);
}

/// <summary>
/// What is found and what is missed on a set of labelled messages that the console brings with it: patterns and cues alone, without the values that
/// tools of a real case name. Small, and chosen to be hard: it says what to look for, and is no promise about other texts.
/// </summary>
/// <param name="Texts">Labelled messages.</param>
/// <param name="Lines">By kind.</param>
/// <param name="MissedValues">What was missed, with its kind.</param>
public sealed partial record RedactionReport(int Texts, IReadOnlyList<RedactionLine> Lines, IReadOnlyList<(string Entity, string Value)> MissedValues)
{
    private static readonly Lazy<RedactionReport> BuiltIn = new(() => Of(Read()));

    /// <summary>Of the set that the console brings with it.</summary>
    public static RedactionReport Own => BuiltIn.Value;

    public RedactionLine All => new("ALL", Lines.Sum(l => l.Found), Lines.Sum(l => l.Missed), Lines.Sum(l => l.Wrong));

    /// <summary>Runs the recognisers over messages in which personal data stands as <c>[[KIND|value]]</c>. Pure.</summary>
    public static RedactionReport Of(IReadOnlyList<string> labelled)
    {
        var (found, missed, wrong) = (new Dictionary<string, int>(), new List<(string Entity, string Value)>(), new Dictionary<string, int>());
        foreach (var line in labelled)
        {
            var (text, marks) = Plain(line);
            var hits = Hits(text);
            foreach (var (entity, start, length) in marks)
            {
                // A secret may be taken with the word before it, and a name in two pieces; nothing of it may be left.
                var covered = Enumerable.Range(start, length).All(i => !char.IsLetterOrDigit(text[i]) || hits.Any(h => h.Start <= i && i < h.End));
                if (covered) { found[entity] = found.GetValueOrDefault(entity) + 1; } else { missed.Add((entity, text.Substring(start, length))); }
            }

            foreach (var hit in hits.Where(h => !marks.Exists(m => h.Start < m.Start + m.Length && m.Start < h.End))) { wrong[hit.Entity] = wrong.GetValueOrDefault(hit.Entity) + 1; }
        }

        var kinds = found.Keys.Concat(missed.Select(m => m.Entity)).Concat(wrong.Keys).Distinct().Order(StringComparer.Ordinal);
        return new(labelled.Count, [.. kinds.Select(k => new RedactionLine(k, found.GetValueOrDefault(k), missed.Count(m => m.Entity == k), wrong.GetValueOrDefault(k)))], missed);
    }

    private static List<PersonalData> Hits(string text)
    {
        var said = new FoldedCase(new Case { Id = "labelled" }, [new Step { Id = "1", Kind = StepKind.Message, Role = Role.Customer, Text = text }], [], []);
        var known = KnownValues.Of(said).SelectMany(v => Regex.Matches(text, Regex.Escape(v.Value), RegexOptions.IgnoreCase).Select(m => new PersonalData(v.Entity, m.Index, m.Length, 1)));
        return [.. known, .. Recognisers.Find(text)];
    }

    private static (string Text, List<(string Entity, int Start, int Length)> Marks) Plain(string line)
    {
        var (text, marks, at) = (new StringBuilder(), new List<(string, int, int)>(), 0);
        foreach (Match mark in Mark().Matches(line))
        {
            text.Append(line, at, mark.Index - at);
            marks.Add((mark.Groups[1].Value, text.Length, mark.Groups[2].Length));
            text.Append(mark.Groups[2].Value);
            at = mark.Index + mark.Length;
        }

        return (text.Append(line, at, line.Length - at).ToString(), marks);
    }

    private static List<string> Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("redaction-labelled.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')];
    }

    [GeneratedRegex(@"\[\[([A-Z_]+)\|([^\]]+)\]\]")]
    private static partial Regex Mark();
}
