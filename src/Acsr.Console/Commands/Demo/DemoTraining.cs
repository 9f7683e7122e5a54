using Acsr.Releases;

namespace Acsr.Commands.Demo;

/// <summary>What the demo's people made of their reviews: two training sets, the second for somebody to compare with the first, let go by a knowledge engineer who reviewed nothing in them.</summary>
internal static class DemoTraining
{
    private const string Curator = "lead@demo";

    /// <summary>The reviews have to be there. What the gates do not let through on the day is left for people to look at.</summary>
    public static async Task MakeAsync(ReleaseDesk desk, CancellationToken cancellationToken)
    {
        var complete = (await desk.CandidatesAsync(cancellationToken)).Complete;
        var half = complete.Count / 2;
        await ReleaseAsync("overrides-1", complete.Take(half));
        await ReleaseAsync("overrides-2", complete.Skip(half).Take(half / 2));

        async Task ReleaseAsync(string name, IEnumerable<ReleaseCandidate> of)
        {
            var made = await desk.CreateAsync(name, [.. of.Select(c => c.ReviewId)], Curator, cancellationToken: cancellationToken);
            if (made is CreateOutcome.Created created) { await desk.ApproveAsync(created.Id, "demo-approver", "piet@demo", cancellationToken); }
            else { await Console.Error.WriteLineAsync($"The demo desk has no release {name}: {made}"); }
        }
    }
}
