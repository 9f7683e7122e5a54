using System.Security.Cryptography;
using System.Text;

namespace Acsr.Releases.Curation;

/// <summary>
/// Which items are kept apart: the newest ones, and with each everything of the same customer and everything that is nearly the same. Who tests already
/// goes on testing and who trains already goes on training, so that a later release never learns what an earlier one tests with. Pure.
/// </summary>
public sealed record HeldOutPart
{
    private readonly HashSet<string> _held;

    private HeldOutPart(HashSet<string> held, int tests, DateTime? since) => (_held, Tests, Since) = (held, tests, since);

    /// <summary>Items that are held out because they test already.</summary>
    public int Tests { get; }

    /// <summary>Of the groups held out for their time, the one that ended first ended then: what trains newly is no newer. Null where none is.</summary>
    public DateTime? Since { get; }

    /// <summary>The side of a group.</summary>
    public Split SideOf(string root) => _held.Contains(root) ? Split.HeldOut : Split.Train;

    /// <summary>Chooses whole groups, the one with the newest item first, until the share is reached.</summary>
    /// <param name="items">With the name of the group that each hangs together with.</param>
    /// <param name="share">Of the items, 0 to .5.</param>
    /// <param name="facts">Who tests and trains already.</param>
    public static HeldOutPart Of(IReadOnlyList<(TrainingItem Item, string Root)> items, double share, CurationFacts facts)
    {
        var groups = items.GroupBy(x => x.Root, x => x.Item).Select(g => (Root: g.Key, Count: g.Count(), Newest: g.Max(i => i.At), Tests: Knows(facts.Tests, g), Trains: Knows(facts.Trains, g))).ToList();
        var held = groups.Where(g => g.Tests).Select(g => g.Root).ToHashSet(StringComparer.Ordinal);
        var (wanted, count) = (share * items.Count, groups.Where(g => g.Tests).Sum(g => g.Count));
        var tests = count;
        DateTime? since = null;
        // At the same time a hash decides, so that no name is preferred.
        foreach (var group in groups.Where(g => !g.Tests && !g.Trains).OrderByDescending(g => g.Newest).ThenBy(g => Hash(g.Root), StringComparer.Ordinal))
        {
            if (count >= wanted) { break; }
            // One busy customer is not to take the whole release with it, nor is there to be nothing left that trains.
            if (count + group.Count > Math.Max(1, 2 * wanted) || held.Count == groups.Count - 1) { continue; }
            held.Add(group.Root);
            (count, since) = (count + group.Count, group.Newest);
        }

        return new HeldOutPart(held, tests, since);
    }

    private static bool Knows(IReadOnlySet<string> names, IEnumerable<TrainingItem> items) => names.Count > 0 && items.Any(i => names.Contains(i.Group) || names.Contains(i.Review.CaseId));

    private static string Hash(string root) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("acsr-split\n" + root)));
}
