using Acsr.Policies;

namespace Acsr.Releases.Curation;

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
    /// <param name="share">Which share of the rows is kept apart, 0 to .5; null: one in ten where there are twenty items, else none.</param>
    /// <param name="known">What is known besides the items; null: nothing.</param>
    public static Curated Of(IReadOnlyList<TrainingItem> items, double? share, CurationFacts? known = null)
    {
        var facts = known ?? CurationFacts.None;
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
        var part = HeldOutPart.Of([.. kept.Select((x, i) => (x.Item, roots[i]))], heldOutShare, facts);
        var split = kept.Select((x, i) => new CuratedItem(x.Item, part.SideOf(roots[i]))).OrderBy(x => x.Item.Id, StringComparer.Ordinal).ToList();
        return new Curated(split, excluded,
        [
            new Gate("duplicates", "Duplicates", excluded.Count == 0 ? GateState.Passed : GateState.Mended,
                excluded.Count == 0 ? "No two rows teach the same." : $"{excluded.Count} rows that teach what another one teaches are left out.",
                [.. excluded.Take(RowsShown).Select(e => new GateRow(e.ReviewId, e.CaseId, e.InWords))]),
            new Gate("contradictions", "Contradictions", contradictions.Count == 0 ? GateState.Passed : GateState.Blocks,
                contradictions.Count == 0 ? "Nowhere do the same question and facts lead to two different actions." : $"{contradictions.Count} rows act differently where question and facts are nearly the same. Leave the wrong ones out, or say why all are right.",
                [.. contradictions.Take(RowsShown)]),
            .. ClauseGates([.. kept.Select(x => x.Item)], facts),
            Leakage(kept, roots, split, part),
            Balance(split),
        ]);
    }

    /// <summary>Rows beside the words of the clause that they cite: whether these are in force, and whether the row goes against what is in force. None where no row cites one.</summary>
    private static IEnumerable<Gate> ClauseGates(IReadOnlyList<TrainingItem> items, CurationFacts facts)
    {
        var cited = items.Where(i => i.Review.Clause is not null && facts.Clauses.ContainsKey(i.Review.Clause)).Select(i => (Item: i, Words: facts.Clauses[i.Review.Clause!])).ToList();
        if (cited.Count == 0) { yield break; }
        var stale = cited.FindAll(x => x.Words.State.IsOutdated());
        var unknown = cited.Count(x => x.Words.State == CitationState.Unknown);
        yield return new Gate("stale_clauses", "Clauses in force", stale.Count == 0 ? GateState.Passed : GateState.Warns,
            (stale.Count == 0 ? $"None of {cited.Count} rows cites words that are no longer in force." : $"{stale.Count} of {cited.Count} rows cite words that are no longer in force. Look whether they should still train.")
            + (unknown == 0 ? "" : $" {unknown} cite what is no clause here."),
            [.. stale.Take(RowsShown).Select(x => new GateRow(x.Item.Review.Id, x.Item.Review.CaseId, $"{x.Item.Review.Clause}: {Now(x.Words)}"))]);

        var compared = cited.FindAll(x => x.Words.InForce is not null);
        if (compared.Count == 0) { yield break; }
        var against = compared.Select(x => (x.Item, Fault: ClauseCheck.FaultOf(x.Item.Completion, x.Words.InForce!))).Where(x => x.Fault is not null).ToList();
        yield return new Gate("clause_words", "Contradictions with clauses", against.Count == 0 ? GateState.Passed : against.Exists(x => x.Fault!.IsPlain) ? GateState.Blocks : GateState.Warns,
            (against.Count == 0 ? $"{compared.Count} rows were compared with the clause that they cite; none gives more than it allows or does what it forbids." : $"{against.Count} of {compared.Count} rows seem to go against the clause that they cite.")
            + " Seen are amounts, shares and days above a limit, a plain “not”, and sentences that differ in a number or a “not”; what else a clause says is not understood here.",
            [.. against.OrderByDescending(x => x.Fault!.IsPlain).Take(RowsShown).Select(x => new GateRow(x.Item.Review.Id, x.Item.Review.CaseId, $"{x.Fault!.Text} ({x.Item.Review.Clause})"))]);
    }

    private static string Now(CitedWords words) => words.State switch
    {
        CitationState.Reworded => "the clause has other words now.",
        CitationState.Removed => "the version in force holds no such clause.",
        _ => "no version of the policy is in force.",
    };

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

    private static Gate Leakage(List<(TrainingItem Item, int Cluster)> kept, List<string> roots, List<CuratedItem> split, HeldOutPart part)
    {
        var side = split.ToDictionary(x => x.Item.Id, x => x.Split);
        var crossing = kept.Select((x, i) => (x.Item, Root: roots[i])).GroupBy(x => x.Root).Where(g => g.Select(x => side[x.Item.Id]).Distinct().Count() > 1).ToList();
        var held = split.Count(x => x.Split == Split.HeldOut);
        var newer = part.Since is { } since ? split.Count(x => x.Split == Split.Train && x.Item.At > since) : 0;
        return new Gate("leakage", "Leakage into the held-out part", crossing.Count == 0 ? GateState.Passed : GateState.Blocks,
            $"{split.Count - held} rows train, {held} are held out{(part.Since is null ? "" : ", the newest ones")}. No customer and no two rows that are nearly the same are on both sides."
            + (part.Tests == 0 ? "" : $" {part.Tests} are held out because they test already: in a release, or as known answers in reviewers' queues.")
            + (newer == 0 ? "" : $" {newer} rows train that are newer: their customers trained before, or have too many rows to be held out."),
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
