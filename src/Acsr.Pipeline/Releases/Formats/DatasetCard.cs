using System.Globalization;
using System.Text;
using Acsr.Releases.Curation;

namespace Acsr.Releases.Formats;

/// <summary>
/// The card of a release: front matter as Hugging Face reads it (formats D.6), and what a person has to know before training on it, under
/// the headings of Gebru and others, Datasheets for Datasets (2021), with a data statement after Bender and Friedman (2018).
/// </summary>
public static class DatasetCard
{
    public const string Path = "README.md";

    public static byte[] Write(ReleaseFacts release, IReadOnlyList<BuiltFile> files)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"---");
        Line($"pretty_name: {release.Header.Name}");
        Line($"annotations_creators:\n- expert-generated");
        Line($"size_categories:\n- {Size(release.Items.Count)}");
        Line($"task_categories:\n- text-generation");
        Line($"tags:\n- customer-support\n- acsr");
        Line($"configs:");
        foreach (var format in ReleaseBuilder.Formats.Where(f => files.Any(file => file.Path == f.Path) && f is not RegressionCases))
        {
            Line($"- config_name: {format.Path.Replace(".jsonl", "", StringComparison.Ordinal).Replace('.', '-')}");
            Line($"  data_files:");
            foreach (var (name, split) in new[] { ("train", Split.Train), ("test", Split.HeldOut) }.Where(s => files.Any(file => file.Path == ReleaseBuilder.PathOf(format, s.Item2))))
            {
                Line($"  - split: {name}");
                Line($"    path: {ReleaseBuilder.PathOf(format, split)}");
            }
        }

        Line($"---\n");
        Line($"# {release.Header.Name} {release.Header.Version}\n");
        Line($"## Motivation\n\nCorrected decisions of a customer support agent. Each row is one decision: what the agent saw then, and what a person said would have been right, with the clause or data point behind it.\n");
        Line($"## Composition\n\n{release.Items.Count} decisions: {release.Count(Split.Train)} to train on, {release.Count(Split.HeldOut)} held out.\n\n| file | rows |\n| --- | --- |");
        foreach (var file in files.Where(f => f.Rows > 0)) { Line($"| `{file.Path}` | {file.Rows} |"); }
        Line($"\nLeft out: {(release.Excluded.Count == 0 ? "nothing" : string.Join("; ", release.Excluded.CountBy(e => e.Reason).OrderBy(c => c.Key).Select(c => $"{c.Value} × {new Exclusion(0, "", c.Key).InWords.TrimEnd('.')}")))}.\n");
        Line($"## Collection process\n\nConversations of real customers with the agent, reviewed by people who saw the whole case. A row needs all of: the agent's decision with its confidence, the person's correction with a reason, and a policy clause with its version or a data point.\n");
        Statement(release, Line);
        Line($"## Preprocessing and labelling\n");
        foreach (var gate in release.Header.Gates) { Line($"- {gate.Name}: {gate.Finding}"); }
        if (release.Header.Reason is { } reason) { Line($"- Contradictions are in it because: {reason}"); }
        Line($"- Personal data: {Redaction(release.Header.Redacted)}\n");
        Line($"## Uses\n\n`sft.*` for supervised fine-tuning, `dpo.*` for preferences, `kto.*` for single answers that are good or bad, `intent.*` for classifiers. `regression_cases.jsonl` and every `*.heldout.jsonl` are for testing only. Free text is not anonymous, however much of it was replaced: keep it where the conversations may be kept.\n");
        Line($"## Distribution\n\nFrom the console that made it, once somebody who did not review the rows approved it. `manifest.json` holds the SHA-256 of every file.\n");
        Line($"## Maintenance\n\nNever changed. When a customer is erased, a release without their rows takes its place.");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Who speaks and who labelled, as far as the rows tell; what nobody recorded is said to be unknown.</summary>
    private static void Statement(ReleaseFacts release, Action<FormattableString> line)
    {
        var items = release.Items.Select(i => i.Item).ToList();
        var (people, confirmed, intents) = (items.Select(i => i.Review.ReviewerId).Distinct().Count(), items.Count(i => i.Review.Verdict == Review.Verdict.AgentWasRight), items.Select(i => i.Intent).OfType<string>().Distinct().Count());
        line($"## Data statement\n");
        line($"- Curation rationale: decisions that somebody reviewed, because something in the case asked for it or a random sample drew it. They are no picture of all conversations.");
        line($"- Language variety: as customers wrote; languages are not labelled in the rows.");
        line($"- Speakers: customers of the operator, and its agent. Age, gender, origin and first language of customers were not recorded.");
        line($"- Annotators: {people} {(people == 1 ? "person" : "people")} of the operator, by pseudonym in `items.jsonl`; of {items.Count} decisions they confirmed {confirmed} and corrected {items.Count - confirmed}. What else they are was not recorded.");
        line($"- Speech situation: written requests to a support agent, turn by turn, with calls of tools between the turns.");
        line($"- Text characteristics: {(intents == 0 ? "no row has an intent" : $"{intents} {(intents == 1 ? "intent" : "intents")}")}; {items.Sum(i => i.Prompt.Count)} messages before the decisions.\n");
    }

    private static string Size(int rows) => rows switch { < 1_000 => "n<1K", < 10_000 => "1K<n<10K", < 100_000 => "10K<n<100K", _ => "100K<n<1M" };

    private static string Redaction(IReadOnlyDictionary<string, int>? redacted) => redacted switch
    {
        null => "nothing was looked for.",
        { Count: 0 } => "looked for, none found.",
        _ => "replaced by words that stand for the same value within this release only: " + string.Join(", ", redacted.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Value} × {e.Key}"))) + ". What no pattern, no tool and no greeting gives away may still be in it.",
    };
}
