using Acsr.Releases;
using Acsr.Releases.Curation;

namespace Acsr.Commands.Demo;

/// <summary>What the demo's people made of their reviews: a training set and its next version, each let go by a knowledge engineer who reviewed nothing in it.</summary>
internal static class DemoTraining
{
    private const string Name = "overrides", Curator = "lead@demo";

    /// <summary>The reviews have to be there. A row that a check stops is left for people to look at.</summary>
    public static async Task MakeAsync(CandidateBoard board, ReleaseDesk desk, CancellationToken cancellationToken)
    {
        var offered = (await board.OverviewAsync(cancellationToken)).Ids;
        var preview = await desk.PreviewAsync([], cancellationToken: cancellationToken);
        List<long> good = [.. offered.Except(preview.Gates.Where(gate => gate.State == GateState.Blocks).SelectMany(gate => gate.Rows).Select(row => row.ReviewId))];
        var half = good.Count / 2;
        await ReleaseAsync(good.GetRange(0, half), null);
        await ReleaseAsync(good.GetRange(half, half / 2), Name);

        async Task ReleaseAsync(List<long> reviews, string? nextOf)
        {
            var made = await desk.CreateAsync(Name, reviews, Curator, new ReleaseChoices { NextOf = nextOf }, cancellationToken);
            if (made is CreateOutcome.Refused refused) { await Console.Error.WriteLineAsync($"The demo desk has no release of its reviews: {refused.Reason}"); }
            else if (made is CreateOutcome.Created created && await desk.ApproveAsync(created.Id, "demo-approver", "piet@demo", cancellationToken) is var approved and not ApproveOutcome.Approved)
            {
                throw new CommandException($"A release of the demo desk could not be approved: {approved}");
            }
        }
    }
}
