using System.Security.Cryptography;
using System.Text;

namespace Acsr.Releases.Curation;

/// <summary>On which side of a release an item is.</summary>
public enum Split
{
    /// <summary>A model learns from it.</summary>
    Train = 0,
    /// <summary>Kept apart to test what was learnt.</summary>
    HeldOut = 1,
}

/// <summary>How a gate ended.</summary>
public enum GateState
{
    /// <summary>Nothing was found.</summary>
    Passed = 0,
    /// <summary>Somebody should look, and may go on.</summary>
    Warns = 1,
    /// <summary>Rows were left out, or words replaced, and nothing is left to do.</summary>
    Mended = 2,
    /// <summary>It goes on only when one of the rows is left out or a reason is given.</summary>
    Blocks = 3,
}

/// <summary>One check of what is about to be released.</summary>
/// <param name="Id">Its name in the manifest.</param>
/// <param name="Name">As people read it.</param>
/// <param name="State">How it ended.</param>
/// <param name="Finding">What was found, with its counts.</param>
/// <param name="Rows">The rows behind the finding, the first hundred.</param>
public sealed record Gate(string Id, string Name, GateState State, string Finding, IReadOnlyList<GateRow> Rows);

/// <summary>A row behind a finding.</summary>
public sealed record GateRow(long ReviewId, string CaseId, string Text);

/// <summary>An item that goes into a release, and on which side.</summary>
public readonly record struct CuratedItem(TrainingItem Item, Split Split);

/// <summary>What is left of candidates when every gate has been passed.</summary>
/// <param name="Items">In order of their id.</param>
/// <param name="Excluded">What was left out on the way.</param>
/// <param name="Gates">Each with its finding.</param>
public sealed record Curated(IReadOnlyList<CuratedItem> Items, IReadOnlyList<Exclusion> Excluded, IReadOnlyList<Gate> Gates)
{
    private const int RowsShown = 100;
    private const int FewestOfAnIntent = 10;
    private const double UsualShare = .1;
    private const int FewestToHoldOut = 20;
    private const double LeastConfirmed = .2;

    /// <summary>Passes items through the gates (formats D.7). Pure: the same items in any order give the same.</summary>
    /// <param name="items">Constructed, with their texts as the agent saw them: what is replaced later would make different customers alike.</param>
    /// <param name="share">Which share of customers is kept apart, 0 to .5; null: one in ten where there are twenty items, else none.</param>
    public static Curated Of(IReadOnlyList<TrainingItem> items, double? share)
    {
        var heldOutShare = share ?? (items.Count >= FewestToHoldOut ? UsualShare : 0);
        var sorted = items.OrderBy(item => item.Review.Id).ToList();
        var clusters = NearDuplicates.Clusters(sorted.ConvertAll(Situation));
        List<Exclusion> excluded = [];
        List<(TrainingItem Item, int Cluster)> kept = [];
        List<GateRow> contradictions = [];
        foreach (var cluster in sorted.Select((item, i) => (Item: item, Cluster: clusters[i])).GroupBy(x => x.Cluster))
        {
            List<TrainingItem> different = [];
            foreach (var (item, _) in cluster)
            {
                if (different.Find(other => TargetsAgree(other, item)) is { } twin)
                {
                    excluded.Add(new Exclusion(item.Review.Id, item.Review.CaseId, ExclusionReason.Duplicate, $"Review {twin.Review.Id} teaches the same."));
                    continue;
                }

                different.Add(item);
                kept.Add((item, cluster.Key));
            }

            // Arguments differ between customers by their nature, and so do words; another action for the same does not.
            if (different.DistinctBy(Target).Count() > 1)
            {
                contradictions.AddRange(different.Select(item => new GateRow(item.Review.Id, item.Review.CaseId, $"{Target(item)}, where the same was asked and known as in review {different.First(other => Target(other) != Target(item)).Review.Id}.")));
            }
        }

        var roots = Roots(kept);
        var split = kept.Select((x, i) => new CuratedItem(x.Item, HeldOut(roots[i], heldOutShare) ? Split.HeldOut : Split.Train)).OrderBy(x => x.Item.Id, StringComparer.Ordinal).ToList();
        return new Curated(split, excluded,
        [
            new Gate("duplicates", "Duplicates", excluded.Count == 0 ? GateState.Passed : GateState.Mended,
                excluded.Count == 0 ? "No two rows teach the same." : $"{excluded.Count} rows that teach what another one teaches are left out.",
                [.. excluded.Take(RowsShown).Select(e => new GateRow(e.ReviewId, e.CaseId, e.InWords))]),
            new Gate("contradictions", "Contradictions", contradictions.Count == 0 ? GateState.Passed : GateState.Blocks,
                contradictions.Count == 0 ? "Nowhere do the same question and facts lead to two different actions." : $"{contradictions.Count} rows act differently where question and facts are nearly the same. Leave the wrong ones out, or say why all are right.",
                [.. contradictions.Take(RowsShown)]),
            Leakage(kept, roots, split),
            Balance(split),
        ]);
    }

    /// <summary>What the agent was asked and what it knew: the customer's words and the tools' answers.</summary>
    private static string Situation(TrainingItem item) => string.Join('\n', item.Prompt.Where(m => m.Role is "user" or "tool").Select(m => m.Content));

    private static string Target(TrainingItem item) => item.Completion.Calls is [var call, ..] ? $"Calls {call.Name}" : "Answers in words";

    /// <summary>The same call with the same arguments, or nearly the same words.</summary>
    private static bool TargetsAgree(TrainingItem a, TrainingItem b)
    {
        var (x, y) = (a.Completion, b.Completion);
        return x.Calls.Count == y.Calls.Count
            && x.Calls.Zip(y.Calls).All(pair => pair.First.Name == pair.Second.Name && System.Text.Json.JsonElement.DeepEquals(pair.First.Arguments, pair.Second.Arguments))
            && (x.Calls.Count > 0 || NearDuplicates.Jaccard(x.Content ?? "", y.Content ?? "") >= NearDuplicates.Similarity);
    }

    /// <summary>Items of one customer or of one cluster hang together; each such group bears the name of its first customer.</summary>
    private static List<string> Roots(List<(TrainingItem Item, int Cluster)> kept)
    {
        var names = kept.ConvertAll(x => x.Item.Group);
        Dictionary<string, string> parent = new(StringComparer.Ordinal);
        string Root(string name)
        {
            while (parent.TryGetValue(name, out var up)) { name = up; }
            return name;
        }

        foreach (var cluster in kept.GroupBy(x => x.Cluster))
        {
            foreach (var name in cluster.Select(x => x.Item.Group))
            {
                var (a, b) = (Root(cluster.First().Item.Group), Root(name));
                if (a == b) { continue; }
                var (small, large) = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
                parent[large] = small;
            }
        }

        return names.ConvertAll(Root);
    }

    /// <summary>By a hash of the group: a customer stays on the same side in every release.</summary>
    private static bool HeldOut(string group, double share)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("acsr-split\n" + group));
        return BitConverter.ToUInt32([hash[3], hash[2], hash[1], hash[0]]) < share * uint.MaxValue;
    }

    private static Gate Leakage(List<(TrainingItem Item, int Cluster)> kept, List<string> roots, List<CuratedItem> split)
    {
        var side = split.ToDictionary(x => x.Item.Id, x => x.Split);
        var crossing = kept.Select((x, i) => (x.Item, Root: roots[i])).GroupBy(x => x.Root).Where(g => g.Select(x => side[x.Item.Id]).Distinct().Count() > 1).ToList();
        var held = split.Count(x => x.Split == Split.HeldOut);
        return new Gate("leakage", "Leakage into the held-out part", crossing.Count == 0 ? GateState.Passed : GateState.Blocks,
            $"{split.Count - held} rows train, {held} are held out. No customer and no two rows that are nearly the same are on both sides.",
            [.. crossing.SelectMany(g => g).Take(RowsShown).Select(x => new GateRow(x.Item.Review.Id, x.Item.Review.CaseId, "On both sides."))]);
    }

    private static Gate Balance(List<CuratedItem> split)
    {
        var train = split.Where(x => x.Split == Split.Train).Select(x => x.Item).ToList();
        var few = train.Where(x => x.Intent is not null).CountBy(x => x.Intent!).Where(c => c.Value < FewestOfAnIntent).OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToList();
        var confirmed = train.Count(x => x.Review.Verdict == Acsr.Review.Verdict.AgentWasRight);
        var drift = train.Count > 0 && confirmed < LeastConfirmed * train.Count;
        List<string> found = [];
        if (few.Count > 0) { found.Add($"{(few.Count == 1 ? "1 intent has" : $"{few.Count} intents have")} fewer than {FewestOfAnIntent} rows: {string.Join(", ", few.Take(10).Select(c => $"{c.Key} {c.Value}"))}{(few.Count > 10 ? ", …" : "")}."); }
        if (drift) { found.Add($"{confirmed} of {train.Count} rows confirm the agent; below one in five a model may forget what it does well."); }
        return new Gate("balance", "Balance", found.Count == 0 ? GateState.Passed : GateState.Warns, found.Count == 0 ? "Every intent has ten rows or more, and one in five confirms the agent." : string.Join(' ', found), []);
    }
}
