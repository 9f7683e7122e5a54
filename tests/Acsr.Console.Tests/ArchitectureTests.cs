using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Acsr;

/// <summary>Data flows one way: a stage uses stages to its left, and what happens knows no page and no HTTP.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Stages = ["Ingest", "Cases", "Policies", "Signals", "Kpis", "Review", "Delivery", "Outcomes", "Surveys", "Knowledge", "Releases", "Improvement", "Effects"];

    // The contract between ingest and cases: what every sender's dialect is translated into.
    private static readonly string[] Contract = ["Acsr.Cases.Step", "Acsr.Cases.StepKind", "Acsr.Cases.Role"];

    private static readonly string[] Http = ["Http", "Components", "Mvc", "Routing", "Builder"];

    private static readonly Architecture Product = new ArchLoader().LoadAssemblies(typeof(Cases.Case).Assembly, typeof(Cases.CaseFold).Assembly).Build();

    private static readonly Architecture Twins = new ArchLoader().LoadAssemblies(typeof(ArchitectureTests).Assembly).Build();

    [Fact]
    public void A_stage_uses_no_stage_to_its_right()
    {
        Assert.Contains(Product.Types, t => StageOf(t.FullName) == 0);
        AssertNone(ToTheRight(Product.Types));
    }

    [Fact]
    public void What_happens_knows_no_page_and_no_http() => AssertNone(ToHttp(Product.Types));

    [Fact]
    public void A_stage_that_does_is_found()
    {
        var twins = Twins.Types.Where(t => t.FullName.Contains(nameof(Ingest.ArchitectureTwin), StringComparison.Ordinal)).ToList();

        Assert.Contains(ToTheRight(twins), fault => fault.Contains("Acsr.Review.CaseReview", StringComparison.Ordinal));
        Assert.Contains(ToTheRight(twins), fault => fault.Contains("Acsr.Kpis.KpiQuery", StringComparison.Ordinal));
        Assert.DoesNotContain(ToTheRight(twins), fault => fault.Contains("Acsr.Store", StringComparison.Ordinal));
        Assert.Contains(ToHttp(twins), fault => fault.Contains("HttpContext", StringComparison.Ordinal));
    }

    private static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));

    private static IEnumerable<string> ToTheRight(IEnumerable<IType> types) =>
        from type in types
        let stage = StageOf(type.FullName)
        where stage >= 0
        from used in Used(type)
        where StageOf(used) > stage && !Contract.Contains(used)
        select $"{type.FullName} uses {used}";

    private static IEnumerable<string> ToHttp(IEnumerable<IType> types) =>
        from type in types
        where type.FullName.StartsWith("Acsr.", StringComparison.Ordinal)
        from used in Used(type)
        where Http.Any(part => used.StartsWith($"Microsoft.AspNetCore.{part}.", StringComparison.Ordinal))
        select $"{type.FullName} uses {used}";

    private static IEnumerable<string> Used(IType type) => type.Dependencies.Select(d => d.Target.FullName).Distinct();

    private static int StageOf(string type) => type.Split('.') is ["Acsr", var stage, _, ..] ? Array.IndexOf(Stages, stage) : -1;
}
