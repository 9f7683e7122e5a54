using Acsr.Commands.Demo;

namespace Acsr.Effects;

/// <summary>The console tells the demo desk's three changes apart.</summary>
public sealed class DemoEffectTests(DemoDeskFixture desk)
{
    [Theory]
    [InlineData("refund-answers", EffectVerdict.Helped)]
    [InlineData("tracking-tone", EffectVerdict.NoEvidence)]
    [InlineData("short-returns-prompt", EffectVerdict.Hurt)]
    public void Each_change_is_judged_as_it_was_made(string name, EffectVerdict verdict)
    {
        var cube = new EffectCube();
        foreach (var facts in desk.Folded.Select(f => f.Facts))
        {
            cube.Add(new EffectCase(facts.At, facts.Intent, facts.Channel, facts.Release, facts.AgentVersion, facts.Handler, facts.Solved, facts.HandedOff, facts.Reopened, facts.Overrides,
                facts.Resolution, facts.DurablyResolved, facts.DeadEnd, 0, 0, 0, facts.Csat, facts.HandlingSeconds, facts.CostUsd, facts.Demo));
        }

        var all = DemoReleases.All(DemoDeskFixture.Today);
        var draft = all.Single(d => d.Name == name);
        var deployment = new Deployment { Name = name, At = draft.At, Intents = [.. draft.Intents], AgentVersion = draft.AgentVersion, By = "demo", Demo = true };
        var others = all.Where(d => d.Name != name).Select(d => new OtherDeployment(d.Name, DateOnly.FromDateTime(d.At), d.Intents)).ToList();

        var report = EffectCalculator.Compute(cube, new EffectQuestion(deployment, others, DateOnly.FromDateTime(DemoDeskFixture.Today), 2, 8));

        Assert.True(verdict == report.Verdict, $"{report.Headline}: {report.Reason}");
    }
}
