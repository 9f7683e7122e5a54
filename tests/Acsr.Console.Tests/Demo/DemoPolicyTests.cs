using Acsr.Ingest;
using Acsr.Policies;

namespace Acsr.Commands.Demo;

public sealed class DemoPolicyTests(DemoDeskFixture desk)
{
    [Fact]
    public void Every_citation_names_a_clause_that_the_importer_finds_in_the_policy()
    {
        var known = Clauses().Select(clause => clause.Citation).ToHashSet();
        var cited = desk.Events.OfType<OverrideEvent>().Select(o => o.Clause)
            .Concat(desk.Events.OfType<DecisionEvent>().SelectMany(decision => decision.Clauses ?? []))
            .Concat(DemoDesk.Intents.SelectMany(intent => intent.Overrides.SelectMany(scene => new[] { scene.Clause, scene.ReliedOn }).Append(intent.Clause).Append(intent.RefusalClause)).OfType<string>().Select(DemoPolicy.Cite))
            .OfType<string>().ToHashSet();

        Assert.True(cited.Count >= 12);
        Assert.Subset(known, cited);
        Assert.All(desk.Folded.SelectMany(folded => folded.Steps).SelectMany(step => step.Clauses), clause => Assert.Contains(clause, known));
    }

    [Fact]
    public void The_policy_has_seven_headings_and_its_own_title()
    {
        Assert.Equal(DemoPolicy.Title, ClauseParser.Parse(DemoPolicy.Markdown).Title);
        Assert.Equal(7, Clauses().Select(clause => clause.Heading).Distinct().Count());
        Assert.InRange(Clauses().Count, 25, 32);
    }

    [Fact]
    public void The_next_version_changes_clauses_that_the_desk_cites()
    {
        var first = Clauses();
        var compared = ClauseComparison.Of(first, ClauseIds.Assign(DemoPolicy.Id, 2, ClauseParser.Parse(DemoPolicy.Next).Clauses, first, []));
        var cited = desk.Events.OfType<DecisionEvent>().SelectMany(decision => decision.Clauses ?? []).ToHashSet();

        Assert.Equal((4, 1, 1), (compared.Changed.Count, compared.Added.Count, compared.Removed.Count));
        Assert.Contains(compared.Changed, change => cited.Contains(change.Before.Citation));
    }

    private static IReadOnlyList<Clause> Clauses() => ClauseIds.Assign(DemoPolicy.Id, 1, ClauseParser.Parse(DemoPolicy.Markdown).Clauses, [], []);
}
