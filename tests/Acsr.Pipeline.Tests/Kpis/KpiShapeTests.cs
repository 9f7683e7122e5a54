using Acsr.Cases;
using Acsr.Kpis.Columns;
using CsCheck;

namespace Acsr.Kpis;

/// <summary>Columns, groups, movements and sketches, held against loops that know nothing of them.</summary>
public sealed class KpiShapeTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<Case[]> SomeCases =
        (from facts in Gen.Select(Gen.Int[0, 20 * 24], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[1, 900])
         from more in Gen.Select(Gen.Bool, Gen.Bool, Gen.Double[0, 2], Gen.Int[0, 5])
         select new Case
         {
             Id = "",
             At = Start.AddHours(facts.Item1),
             Handler = Handler.Agent,
             Channel = facts.Item2 == 0 ? null : $"channel{facts.Item2}",
             Intent = facts.Item3 == 0 ? null : $"intent{facts.Item3}",
             Solved = facts.Item4 == 0 ? null : facts.Item4 == 1,
             HandlingSeconds = more.Item4 == 0 ? null : facts.Item5,
             CostUsd = more.Item3,
             HandedOff = more.Item1,
             Tags = more.Item2 ? ["plan=gold"] : [],
         }).Array[0, 120].Select(cases =>
         {
             for (var i = 0; i < cases.Length; i++) { cases[i].Id = $"c{i:D3}"; }
             return cases;
         });

    private static readonly string[] Units = ["ratio", "s", "USD", "Wh", "tokens", "score"];

    private static readonly bool[] Orders = [true, false];

    private static readonly KpiDefinition[] Measures = [KpiDefinitions.TaskSuccessRate, KpiDefinitions.HandlingTimeMean, KpiDefinitions.CostPerResolution];

    [Fact]
    public void The_groups_of_two_dimensions_are_the_figures_of_their_cases_and_together_the_whole() => SomeCases.Sample(cases =>
    {
        var slices = SnapshotOf(cases).Select(new KpiQuery());
        foreach (var kpi in KpiDefinitions.All)
        {
            var groups = KpiGroups.By(kpi, slices, KpiDimension.Find("channel")!, KpiDimension.Find("tag:plan")!);

            Assert.Equal(KpiValue.Of(kpi, KpiRow.Of(cases)).N, groups.Values.Sum(g => g.N));
            foreach (var (key, sums) in groups)
            {
                var own = KpiValue.Of(kpi, KpiRow.Of([.. cases.Where(c => c.Channel == key.First && (c.Tags.Count > 0 ? "gold" : null) == key.Second)]));
                Assert.Equal((own.N, own.Value is null), (sums.N, sums.Value().Value is null));
                if (own.Value is { } value) { Assert.Equal(value, sums.Value().Value!.Value, 1e-9); }
            }
        }
    }, iter: 40);

    [Fact]
    public void What_moved_a_figure_adds_up_to_the_whole_change() => Gen.Select(SomeCases, SomeCases).Sample((before, after) =>
    {
        foreach (var kpi in Measures)
        {
            var (then, now) = (SnapshotOf(before).Select(new KpiQuery()), SnapshotOf(after).Select(new KpiQuery()));
            var intent = KpiDimension.Find("intent")!;

            var movement = KpiMovement.Of(kpi, Sum(kpi, then), Sum(kpi, now), KpiGroups.By(kpi, then, intent, null), KpiGroups.By(kpi, now, intent, null));

            var (was, become) = (KpiValue.Of(kpi, KpiRow.Of(before)).Value, KpiValue.Of(kpi, KpiRow.Of(after)).Value);
            Assert.Equal(become is null || was is null, movement.Change is null);
            if (movement.Change is not { } change) { Assert.Empty(movement.Moves); continue; }
            Assert.Equal(become!.Value - was!.Value, change, 1e-9);
            Assert.Equal(change, movement.Moves.Sum(m => m.Mix + m.Rate), 1e-9);
            if (movement.Moves.All(m => m.Before.Value is not null || m.Before.N == 0)) { Assert.Equal(1, movement.Moves.Sum(m => m.ShareAfter), 1e-9); }
        }
    }, iter: 60);

    [Fact]
    public void A_segment_that_only_grew_moved_the_mix_and_one_that_only_got_worse_the_rate()
    {
        var before = Enumerable.Range(0, 200).Select(i => Of(i, i < 100 ? "easy" : "hard", i < 100 ? i < 90 : i < 150)).ToArray();
        var harder = Enumerable.Range(0, 200).Select(i => Of(i, i < 50 ? "easy" : "hard", i < 50 ? i < 45 : i < 125)).ToArray();
        var worse = Enumerable.Range(0, 200).Select(i => Of(i, i < 100 ? "easy" : "hard", i < 100 ? i < 60 : i < 150)).ToArray();

        Assert.All(Moved(before, harder).Moves, m => Assert.Equal((0, true), (Math.Round(m.Rate, 9), m.Mix < 0)));
        var moves = Moved(before, worse).Moves;
        Assert.Equal(("easy", -.15, 0), (moves[0].Segment, Math.Round(moves[0].Rate, 9), Math.Round(moves[0].Mix, 9)));
        Assert.Equal(0, moves[1].Total, 9);

        static Case Of(int i, string intent, bool solved) => new() { Id = $"c{i}", At = Start.AddMinutes(i), Intent = intent, Solved = solved };
    }

    [Fact]
    public void Of_many_values_quantiles_are_within_one_per_cent_of_the_exact_ones_whatever_the_chunks()
    {
        var random = new Random(5);
        var cases = Enumerable.Range(0, 40_000).Select(i => new Case { Id = $"c{i}", At = Start.AddMinutes(i / 2), HandlingSeconds = Math.Exp(3 + (4 * random.NextDouble())) }).ToArray();
        var slices = SnapshotOf(cases).Select(new KpiQuery());

        foreach (var kpi in new[] { KpiDefinitions.HandlingTimeP50, KpiDefinitions.HandlingTimeP90, KpiDefinitions.HandlingTimeP95 })
        {
            var exact = Statistics.Quantile.Of([.. cases.Select(c => c.HandlingSeconds!.Value).Order()], kpi.Quantile!.Value)!.Value;
            var (first, second) = (Sum(kpi, slices).Value(), Sum(kpi, slices).Value());

            Assert.Equal((40_000, first), (first.N, second));
            Assert.InRange(first.Value!.Value / exact, .99, 1.01);
            Assert.True(first.Lower < exact && exact < first.Upper);
        }
    }

    [Fact]
    public void Changed_cases_take_the_place_of_what_they_were_also_on_another_day_and_the_old_snapshot_stays() => Gen.Select(SomeCases, Gen.Int[0, 20].Array[0, 40]).Sample((cases, moved) =>
    {
        if (cases.Length == 0) { return; }
        var first = SnapshotOf(cases);
        var kept = Ids(first);
        var now = cases.ToDictionary(c => c.Id);
        foreach (var (at, i) in moved.Select((at, i) => (at, i)))
        {
            var id = i % 3 == 0 ? $"new{i}" : cases[i * 7 % cases.Length].Id;
            now[id] = new Case { Id = id, At = Start.AddDays(at), Solved = i % 2 == 0 };
        }

        var second = first.With([ChunkBuilder.Of([.. now.Values.Except(cases)])], 2);

        Assert.Equal(now.Values.OrderBy(c => c.At).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => (c.Id, c.At, c.Solved)), new KpiRowList([.. second.Select(new KpiQuery()).Select(s => (s, (ulong[]?)null))], false).Select(r => (r.Id, r.At, r.Solved)));
        Assert.Equal(now.Count, second.Count);
        Assert.Equal(kept, Ids(first));
    }, iter: 60);

    [Fact]
    public void A_chunk_reads_back_as_it_was_written() => SomeCases.Sample(cases =>
    {
        foreach (var chunk in SnapshotOf(cases).Chunks)
        {
            var read = ChunkFormat.Read(ChunkFormat.Write(chunk), []);
            for (var i = 0; i < chunk.Count; i++) { Assert.Equal(Words(chunk.Row(i)), Words(read.Row(i))); }
        }
    }, iter: 20);

    [Fact]
    public void A_list_of_rows_can_be_read_from_any_place_in_both_orders() => SomeCases.Sample(cases =>
    {
        var slices = SnapshotOf(cases).Select(new KpiQuery(Start.AddDays(2), Start.AddDays(15), Channel: "channel1"));
        foreach (var newestFirst in Orders)
        {
            var list = new KpiRowList([.. slices.Select(s => (s, (ulong[]?)s.Chunk.Of(KpiDefinitions.TaskSuccessRate).Counted))], newestFirst);
            Assert.Equal(list.Select(r => r.Id), Enumerable.Range(0, list.Count).Select(i => list[i].Id));
        }
    }, iter: 60);

    [Fact]
    public void Every_definition_says_what_it_counts_and_every_earlier_version_can_be_asked_for()
    {
        Assert.Equal(KpiDefinitions.All.Count, KpiDefinitions.All.Select(k => k.Id).Distinct().Count());
        Assert.All(KpiDefinitions.All, kpi =>
        {
            Assert.Contains(kpi.Unit, Units);
            Assert.Equal(kpi.Kind is KpiKind.Rate or KpiKind.RatioOfSums, kpi.Numerator is not null && kpi.Denominator is not null);
            Assert.Equal(kpi.Version > 1, kpi.Since is not null && kpi.Change is not null);
            Assert.Equal(Enumerable.Range(1, kpi.Version).Reverse(), KpiDefinitions.Versions(kpi.Id).Select(k => k.Version));
            Assert.All(KpiDefinitions.Versions(kpi.Id), version => Assert.Same(version, KpiDefinitions.Find(version.Key)));
            if (kpi.OnlyBeside is { } beside) { Assert.NotNull(KpiDefinitions.Find(beside)); }
        });
        Assert.Same(KpiDefinitions.AutonomousResolutionRate, KpiDefinitions.Find("autonomous_resolution_rate"));
        Assert.Null(KpiDefinitions.Find("autonomous_resolution_rate@9"));
    }

    private static KpiMovement Moved(Case[] before, Case[] after)
    {
        var (kpi, intent) = (KpiDefinitions.TaskSuccessRate, KpiDimension.Find("intent")!);
        var (then, now) = (SnapshotOf(before).Select(new KpiQuery()), SnapshotOf(after).Select(new KpiQuery()));
        return KpiMovement.Of(kpi, Sum(kpi, then), Sum(kpi, now), KpiGroups.By(kpi, then, intent, null), KpiGroups.By(kpi, now, intent, null));
    }

    private static KpiSums Sum(KpiDefinition kpi, List<Slice> slices)
    {
        var sums = new KpiSums(kpi);
        foreach (var slice in slices) { sums.Add(slice); }
        return sums;
    }

    private static string Words(KpiRow row) => string.Join('|', row.Id, row.At.Ticks, row.Channel, row.Intent, row.Solved, row.HandedOff, row.HandlingSeconds, row.CostUsd, string.Join(',', row.Tags), row.Csat, row.Overrides);

    private static List<string> Ids(KpiSnapshot snapshot) => [.. new KpiRowList([.. snapshot.Select(new KpiQuery()).Select(s => (s, (ulong[]?)null))], false).Select(r => r.Id)];

    private static KpiSnapshot SnapshotOf(Case[] cases) => KpiSnapshot.Empty.With([.. cases.Chunk(KpiChunk.MostCases).Select(c => ChunkBuilder.Of(c))], 1);
}
