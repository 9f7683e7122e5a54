using Acsr.Cases;
using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>What is kept of eight days in a row, held against the cases themselves.</summary>
public sealed class KpiBlocksTests
{
    // A day in the middle of a block, so that both ends of a range cut one.
    private static readonly DateTime Start = new(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc);

    private static readonly KpiDefinition[] Kinds =
        [KpiDefinitions.TaskSuccessRate, KpiDefinitions.AutonomousResolutionRate, KpiDefinitions.HandlingTimeMean, KpiDefinitions.HandlingTimeP50, KpiDefinitions.HandlingTimeP95, KpiDefinitions.CostPerResolution];

    private static readonly (string? First, string? Second)[] Dimensions = [(null, null), ("channel", null), ("intent", null), ("intent", "channel"), ("tag:plan", "channel")];

    private static readonly KpiQuery[] Queries =
    [
        new(), new(Start.AddDays(3), Start.AddDays(33)), new(Start.AddDays(3).AddHours(5), Start.AddDays(33).AddHours(7)), new(Channel: "channel1"),
        new(Start.AddDays(2).AddHours(1), Channel: "channel1"), new(Channel: KpiDimension.Unknown), new(Channel: "channel1", Intent: "intent2"), new() { Tags = new KpiTags(["plan=gold"]) }, new() { Tags = new KpiTags(["region=north"]) },
    ];

    [Fact]
    public void Asked_once_or_again_before_and_after_cases_changed_every_group_is_the_figure_of_its_cases()
    {
        var cases = Cases(40 * 120, 7);
        var snapshot = KpiSnapshot.Empty.With([ChunkBuilder.Of(cases)], 1);
        Same(snapshot, cases);
        Same(snapshot, cases);

        Case[] came = [.. cases.Where((_, i) => i % 997 == 3).Select(c => Another(c, !(c.Solved ?? true), 5_000))];
        var next = snapshot.With([ChunkBuilder.Of(came)], 2);
        var ids = came.Select(c => c.Id).ToHashSet();
        Same(next, [.. cases.Where(c => !ids.Contains(c.Id)), .. came]);
        Same(snapshot, cases);
    }

    [Fact]
    public void Many_values_over_many_blocks_and_threads_have_the_quantile_that_they_have_one_by_one()
    {
        var cases = Cases(150_000, 11);
        var snapshot = KpiSnapshot.Empty.With([.. cases.Chunk(KpiChunk.MostCases).Select(c => ChunkBuilder.Of(c))], 1);
        var query = new KpiQuery(Start.AddDays(1).AddHours(3), Start.AddDays(38), Channel: "channel1");
        foreach (var kpi in Kinds) { Same(kpi, snapshot, query, "intent", null, [.. cases.Where(c => c.At >= query.From && c.At < query.To && c.Channel == "channel1")]); }
    }

    private static void Same(KpiSnapshot snapshot, Case[] cases)
    {
        foreach (var query in Queries)
        {
            Case[] chosen = [.. cases.Where(c => (query.From is null || c.At >= query.From) && (query.To is null || c.At < query.To) && Fits(query.Channel, c.Channel) && Fits(query.Intent, c.Intent) && query.Tags.All.All(c.Tags.Contains))];
            foreach (var (first, second) in Dimensions) { foreach (var kpi in Kinds) { Same(kpi, snapshot, query, first, second, chosen); } }
        }
    }

    private static void Same(KpiDefinition kpi, KpiSnapshot snapshot, KpiQuery query, string? first, string? second, Case[] chosen)
    {
        var found = snapshot.Blocks.By(kpi, snapshot.Select(query), KpiDimension.Find(first), KpiDimension.Find(second));

        var expected = KpiRow.Of(chosen).GroupBy(row => (KpiDimension.Find(first)?.ValueOf(row), KpiDimension.Find(second)?.ValueOf(row))).ToDictionary(g => g.Key, g => KpiValue.Of(kpi, g));
        Assert.Equal(expected.Where(g => g.Value.N > 0).Select(g => g.Key).Order(), found.Where(g => g.Value.N > 0).Select(g => g.Key).Order());
        foreach (var (key, own) in expected)
        {
            if (own.N == 0) { continue; }
            var value = found[key].Value();
            Assert.Equal(own.N, value.N);
            Assert.Equal(own.Value.HasValue, value.Value.HasValue);
            foreach (var (a, b) in new[] { (own.Value, value.Value), (own.Lower, value.Lower), (own.Upper, value.Upper) })
            {
                Assert.Equal(a.HasValue, b.HasValue);
                if (a is { } one) { Assert.Equal(one, b!.Value, Math.Abs(one) * 1e-9); }
            }
        }
    }

    private static bool Fits(string? wanted, string? value) => wanted is null || (wanted == KpiDimension.Unknown ? value is null : wanted == value);

    private static Case[] Cases(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Case
            {
                Id = $"c{i:D6}",
                At = Start.AddDays(40.0 * i / count),
                Handler = Handler.Agent,
                Channel = random.Next(4) is var channel and > 0 ? $"channel{channel}" : null,
                Intent = $"intent{(int)(9 * random.NextDouble() * random.NextDouble())}",
                Solved = random.Next(3) switch { 0 => null, 1 => false, _ => true },
                HandlingSeconds = random.Next(12) == 0 ? null : Math.Exp(3 + (2 * random.NextDouble())),
                CostUsd = random.NextDouble(),
                Tags = random.Next(3) switch { 0 => [], 1 => ["plan=gold"], _ => ["plan=gold", "region=north"] },
            }),
        ];
    }

    private static Case Another(Case one, bool solved, double seconds) =>
        new() { Id = one.Id, At = one.At, Handler = one.Handler, Channel = "channel1", Intent = one.Intent, Solved = solved, HandlingSeconds = seconds, CostUsd = one.CostUsd, Tags = one.Tags };
}
