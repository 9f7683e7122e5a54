using Acsr.Cases;
using Acsr.Store;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

public sealed class KpiEngineOnSqlite : KpiEngineTests<SqliteStore>;

public sealed class KpiEngineOnPostgres : KpiEngineTests<PostgresStore>;

/// <summary>A figure and the list of cases behind it, held against a loop over the rows of the database.</summary>
public abstract class KpiEngineTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<Case> AnyCase =
        from facts in Gen.Select(Gen.Int[0, 40], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 3])
        from flags in Gen.Bool.Array[4]
        from numbers in Gen.Select(MaybeNumber(0, 5000), MaybeNumber(0, 2), MaybeNumber(-1, 1), MaybeNumber(0, 1))
        from counts in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 4])
        from later in Gen.Select(Gen.Enum<Resolution>(), MaybeBool, MaybeBool, MaybeBool, MaybeBool, MaybeNumber(1, 7), MaybeNumber(-2, 2))
        from marks in Gen.Select(Gen.Int[0, 8], Gen.Int[0, 1], Gen.Bool, Gen.Bool, Gen.Bool)
        from more in MaybeNumber(0, 300).Array[11]
        from few in Gen.Int[0, 6].Array[12]
        from done in Gen.Select(Gen.Int[0, 3].Array[6], MaybeNumber(0, 60), MaybeNumber(0, 1))
        select new Case
        {
            Id = "",
            At = Start.AddHours(facts.Item1 * 6),
            Agent = Named("agent", facts.Item2),
            AgentVersion = Named("v", facts.Item2),
            Channel = Named("channel", facts.Item5),
            Intent = Named("intent", facts.Item5 / 2),
            Source = $"source{facts.Item4}",
            Handler = (Handler)facts.Item3,
            ClosedAt = flags[0] ? Start.AddDays(30) : null,
            Solved = facts.Item4 switch { 0 => null, 1 => false, _ => true },
            HandedOff = flags[1],
            Abandoned = flags[2],
            Reopened = flags[3],
            HandlingSeconds = numbers.Item1,
            CostUsd = numbers.Item2,
            Sentiment = numbers.Item3,
            Csat = numbers.Item4,
            Overrides = counts.Item1,
            CompleteTriads = Math.Min(counts.Item1, counts.Item2),
            DeadEnd = (Severity)counts.Item3,
            Resolution = later.Item1,
            HandoffKind = flags[1] ? (HandoffKind)(marks.Item1 % 8) : null,
            Recontacted = later.Item2,
            FirstContactResolved = later.Item3,
            DurablyResolved = later.Item4,
            SurveyResolved = later.Item5,
            Ces = later.Item6,
            SentimentShift = later.Item7,
            Backtracks = marks.Item2,
            SettlesAt = marks.Item3 ? Start.AddDays(40) : null,
            ReengagesCase = marks.Item4 ? "another" : null,
            SurveyInvited = marks.Item5,
            PolicyChecks = counts.Item1 + counts.Item2,
            PolicyViolations = counts.Item1,
            PolicyUnknowns = counts.Item2 / 2,
            OpenedAt = few[0] > 4 ? null : Start.AddHours(facts.Item1),
            Strategy = Named("arm", few[1]),
            Language = Named("language", few[2]),
            CustomerTier = Named("tier", few[3]),
            Release = Named("release", few[4]),
            Tags = [.. few[5] > 2 ? Array.Empty<string>() : [$"plan=p{few[5]}"], .. few[6] > 3 ? Array.Empty<string>() : [$"region=r{few[6]}"]],
            Baseline = few[7] == 0,
            Verification = (Verification)(few[8] % 5),
            ShadowAgreed = few[9] > 2 ? null : few[9] == 0,
            ToolCalls = few[10],
            ToolErrors = Math.Min(few[10], few[11]),
            ParseFailures = few[11] / 5,
            Fallbacks = few[9] / 5,
            ReopenedInDurableWindow = !flags[0] ? null : flags[3] || few[0] == 1,
            Thumbs = done.Item1[0] + done.Item1[1],
            ThumbsUp = done.Item1[0],
            Suggestions = done.Item1[2] + done.Item1[3],
            RapidDismissals = done.Item1[2],
            Flows = done.Item1[4] + done.Item1[5],
            FlowsFinished = done.Item1[4],
            DwellSeconds = done.Item2,
            ScrollDepth = done.Item3,
            FirstResponseSeconds = more[0],
            HumanSeconds = more[1],
            ModelCostUsd = more[2],
            ToolCostUsd = more[3],
            HumanCostUsd = more[4],
            EnergyLowWh = more[5],
            EnergyHighWh = more[6],
            InputTokens = (long?)more[7] + 1,
            OutputTokens = (long?)more[8] + 1,
            CachedTokens = (long?)more[9],
            ReasoningTokens = (long?)more[10],
        };

    private static Gen<bool?> MaybeBool => Gen.Int[0, 2].Select(n => n == 0 ? (bool?)null : n == 1);

    // Most dimensions are left open in most queries, or hardly a case would pass them all.
    private static readonly Gen<KpiQuery> AnyQuery =
        from range in Gen.Select(Gen.Int[-2, 45], Gen.Int[-2, 45])
        from values in Gen.Int[0, 24].Array[16]
        select new KpiQuery(
            range.Item1 < 0 ? null : Start.AddHours(range.Item1 * 6), range.Item2 < 0 ? null : Start.AddHours(range.Item2 * 6),
            Named("agent", values[0]), Named("v", values[1]), Named("channel", values[2]), Named("intent", values[3]), values[4] > 2 ? null : $"source{values[4]}",
            values[5] > 1 ? null : (HandoffKind)values[5])
        {
            Strategy = Named("arm", values[6] - 2),
            Language = Named("language", values[7] - 2),
            CustomerTier = values[8] == 0 ? KpiDimension.Unknown : null,
            Release = Named("release", values[9]),
            Handler = values[10] switch { 0 => "agent", 1 => "hybrid", 2 => KpiDimension.Unknown, _ => null },
            Tags = new KpiTags([.. values[11] > 2 ? Array.Empty<string>() : [$"plan=p{values[11]}"], .. values[12] > 1 ? Array.Empty<string>() : [$"region=r{values[12]}"]]),
            Baseline = values[13] == 0,
        };

    [Fact]
    public async Task Every_figure_counts_exactly_the_cases_that_its_drill_down_lists()
    {
        var cases = AnyCase.Array[150].Single(_ => true, "0000KOIPe303");
        for (var i = 0; i < cases.Length; i++) { (cases[i].Id, cases[i].Sequence) = ($"c{i:D3}", i + 1); }
        await Store.AddAsync([.. cases]);
        await Store.WithAsync(db => db.ChangeCounters.Where(c => c.Id == 1).ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, cases.Length)));
        var engine = Get<KpiEngine>();
        var seen = new HashSet<int>();

        await AnyQuery.SampleAsync(async query =>
        {
            var values = await engine.ValuesAsync(KpiDefinitions.All, query, default);
            foreach (var (kpi, value) in KpiDefinitions.All.Zip(values))
            {
                var (population, counted, expected) = Naive(kpi.Id, [.. cases.Where(c => IsIn(query, c))]);
                var listed = await engine.CasesAsync(kpi, KpiPart.Population, query, default);
                var numerator = await engine.CasesAsync(kpi, KpiPart.Counted, query, default);

                Assert.Equal(population.OrderByDescending(c => c.At).ThenByDescending(c => c.Id, StringComparer.Ordinal).Select(c => c.Id), listed.Select(c => c.Id));
                Assert.Equal(counted.Select(c => c.Id).Order(), numerator.Select(c => c.Id).Order());
                Assert.Equal(population.Count, value.N);
                Assert.Equal(expected is null, value.Value is null);
                if (expected is { } e) { Assert.Equal(e, value.Value!.Value, 1e-9); }
                if (value.Unit == "ratio" && kpi.Kind == KpiKind.Rate && value.N > 0) { Assert.Equal(numerator.Count / (double)value.N, value.Value); }
                seen.Add(value.N);
            }
        }, iter: 150, threads: 1);

        Assert.True(seen.Count > 20, $"the filters hardly differ in what they let through: {seen.Count} different n");
    }

    [Fact]
    public async Task Changed_and_removed_cases_are_seen_by_the_next_question()
    {
        await SendAsync([new Ingest.OutcomeEvent { Id = "1", Case = "a", Time = Start, Solved = true }, new Ingest.OutcomeEvent { Id = "2", Case = "b", Time = Start, Solved = false }]);
        await FoldAsync();
        Assert.Equal((.5, 2), await SuccessAsync());

        await SendAsync([new Ingest.OutcomeEvent { Id = "3", Case = "b", Time = Start.AddDays(1), Solved = true }]);
        await FoldAsync();
        Assert.Equal((1, 2), await SuccessAsync());

        await Store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Cases.Where(c => c.Id == "a").ExecuteDeleteAsync();
            await db.ReserveSequenceAsync(1, default);
            await transaction.CommitAsync();
            return true;
        });
        Assert.Equal((1, 1), await SuccessAsync());
    }

    private async Task<(double?, int)> SuccessAsync()
    {
        var value = (await Get<KpiEngine>().ValuesAsync([KpiDefinitions.TaskSuccessRate], new KpiQuery(), default)).Single();
        return (value.Value, value.N);
    }

    /// <summary>The definitions once more, from their words: population, those that count, and the figure.</summary>
    private static (List<Case> Population, List<Case> Counted, double? Value) Naive(string id, List<Case> cases)
    {
        var agents = cases.FindAll(c => c.Handler is Handler.Agent or Handler.Hybrid);
        return id switch
        {
            "autonomous_resolution_rate" => Rate(agents.FindAll(c => c.Solved != null || c.HandedOff), IsResolved),
            "involvement_rate" => Rate(cases.FindAll(c => c.Handler != Handler.Unknown), agents.Contains),
            "automation_rate" => Rate(cases.FindAll(c => c.Handler != Handler.Unknown && (c.Solved != null || c.HandedOff)), c => agents.Contains(c) && IsResolved(c)),
            "containment_rate" => Rate(agents.FindAll(c => c.ClosedAt != null), c => c is { Handler: Handler.Agent, HandedOff: false, Overrides: 0 }),
            "abandonment_rate" => Rate(cases.FindAll(c => c.ClosedAt != null), c => c.Abandoned),
            "assumed_resolution_rate" => Rate(agents.FindAll(c => c.Solved != null || c.HandedOff), c => c.Resolution == Resolution.Assumed),
            "contradiction_rate" => Rate(cases.FindAll(c => c.Verification is Verification.Confirmed or Verification.Contradicted or Verification.NotFound), c => c.Verification != Verification.Confirmed),
            "shadow_agreement" => Rate(cases.FindAll(c => c.ShadowAgreed != null), c => c.ShadowAgreed == true),
            "csat_top" => Rate(cases.FindAll(c => c.Csat != null), c => c.Csat >= .75),
            "tool_error_rate" => Sums(cases.FindAll(c => c.ToolCalls > 0), c => c.ToolErrors, c => c.ToolCalls),
            "thumbs_up_share" => Sums(cases.FindAll(c => c.Thumbs > 0), c => c.ThumbsUp, c => c.Thumbs),
            "rapid_dismissal_share" => Sums(cases.FindAll(c => c.Suggestions > 0), c => c.RapidDismissals, c => c.Suggestions),
            "flow_completion_rate" => Sums(cases.FindAll(c => c.Flows > 0), c => c.FlowsFinished, c => c.Flows),
            "dwell_time_mean" => Over(cases, c => c.DwellSeconds, values => values.Average()),
            "scroll_depth_mean" => Over(cases, c => c.ScrollDepth, values => values.Average()),
            "error_rate" => Rate(agents, c => c.ToolErrors + c.ParseFailures > 0),
            "fallback_rate" => Rate(agents, c => c.Fallbacks > 0),
            "parse_failure_rate" => Rate(agents, c => c.ParseFailures > 0),
            "handling_time_p90" => Over(cases, c => c.HandlingSeconds, values => Linear(values, .9)),
            "human_time_mean" => Over(cases, c => c.HumanSeconds, values => values.Average()),
            "human_time_p50" => Over(cases, c => c.HumanSeconds, values => Linear(values, .5)),
            "human_time_p90" => Over(cases, c => c.HumanSeconds, values => Linear(values, .9)),
            "human_time_p95" => Over(cases, c => c.HumanSeconds, values => Linear(values, .95)),
            "first_response_mean" => Over(cases, c => c.FirstResponseSeconds, values => values.Average()),
            "first_response_p50" => Over(cases, c => c.FirstResponseSeconds, values => Linear(values, .5)),
            "first_response_p95" => Over(cases, c => c.FirstResponseSeconds, values => Linear(values, .95)),
            "resolution_time_mean" => Over(cases, Elapsed, values => values.Average()),
            "resolution_time_p50" => Over(cases, Elapsed, values => Linear(values, .5)),
            "resolution_time_p90" => Over(cases, Elapsed, values => Linear(values, .9)),
            "resolution_time_p95" => Over(cases, Elapsed, values => Linear(values, .95)),
            "cost_per_autonomous_resolution" => PerSolved(cases.FindAll(c => c.Handler == Handler.Agent), c => c.CostUsd),
            "cost_per_human_resolution" => PerSolved(cases.FindAll(c => c.Handler is Handler.Human or Handler.Hybrid), c => c.CostUsd),
            "model_cost_per_resolution" => PerSolved(cases, c => c.ModelCostUsd),
            "tool_cost_per_resolution" => PerSolved(cases, c => c.ToolCostUsd),
            "human_cost_per_resolution" => PerSolved(cases, c => c.HumanCostUsd),
            "energy_per_resolution_low" => PerSolved(cases, c => c.EnergyLowWh),
            "energy_per_resolution_high" => PerSolved(cases, c => c.EnergyHighWh),
            "cost_per_case" => Over(cases, c => c.CostUsd, values => values.Average()),
            "input_tokens_mean" => Over(cases, c => c.InputTokens, values => values.Average()),
            "output_tokens_mean" => Over(cases, c => c.OutputTokens, values => values.Average()),
            "cached_share" => Sums(cases.FindAll(c => c.CachedTokens != null && c.InputTokens != null), c => (int)c.CachedTokens!, c => (int)c.InputTokens!),
            "reasoning_share" => Sums(cases.FindAll(c => c.ReasoningTokens != null && c.OutputTokens != null), c => (int)c.ReasoningTokens!, c => (int)c.OutputTokens!),
            _ when ReachKpis.HandoffReasons.Any(k => k.Id == id) => Rate(agents, c => c.HandedOff && $"handoff_{HandoffWords.Of(c.HandoffKind ?? HandoffKind.Unknown)}_rate" == id),
            "confirmed_resolution_rate" => Rate(agents.FindAll(c => (c.Solved != null || c.HandedOff) && c.SettlesAt == null), c => c.Resolution is Resolution.Confirmed or Resolution.Verified),
            "durable_resolution_rate" => Rate(agents.FindAll(c => c.DurablyResolved != null),
                c => c.DurablyResolved == true && (c.Resolution is Resolution.Assumed or Resolution.Confirmed or Resolution.Verified)),
            "fcr" => Rate(cases.FindAll(c => c.FirstContactResolved != null), c => c.FirstContactResolved == true),
            "recontact_rate" => Rate(cases.FindAll(c => c.Recontacted != null), c => c.Recontacted == true),
            "reengagement_rate" => Rate(cases, c => c.ReengagesCase != null),
            "ces_mean" => Over(cases, c => c.Ces, values => values.Average()),
            "ces_top" => Rate(cases.FindAll(c => c.Ces != null), c => c.Ces >= 5),
            "survey_resolved_rate" => Rate(cases.FindAll(c => c.SurveyResolved != null), c => c.SurveyResolved == true),
            "csat_response_rate" => Rate(cases.FindAll(c => c.SurveyInvited), c => c.Csat != null),
            "sentiment_shift" => Over(cases, c => c.SentimentShift, values => values.Average()),
            "backtracking_rate" => Rate(agents, c => c.Backtracks > 0),
            "task_success_rate" => Rate(cases.FindAll(c => c.Solved != null), c => c.Solved == true),
            "handoff_rate" => Rate(agents, c => c.HandedOff),
            "reopen_rate" => Rate(cases.FindAll(c => c.ClosedAt != null), c => c.Reopened),
            "reopen_7d_rate" => Rate(cases.FindAll(c => c.ReopenedInDurableWindow != null), c => c.ReopenedInDurableWindow == true),
            "override_rate" => Rate(agents, c => c.Overrides > 0),
            "triad_completeness" => Rate(cases.FindAll(c => c.Overrides > 0), c => c.CompleteTriads == c.Overrides),
            "dead_end_rate" => Rate(agents, c => c.DeadEnd > Severity.None),
            "handling_time_mean" => Over(cases, c => c.HandlingSeconds, values => values.Average()),
            "handling_time_p50" => Over(cases, c => c.HandlingSeconds, values => Linear(values, .5)),
            "handling_time_p95" => Over(cases, c => c.HandlingSeconds, values => Linear(values, .95)),
            "sentiment_mean" => Over(cases, c => c.Sentiment, values => values.Average()),
            "csat_mean" => Over(cases, c => c.Csat, values => values.Average()),
            "cost_per_resolution" => PerSolved(cases, c => c.CostUsd),
            "policy_compliance" => Sums(cases.FindAll(c => c.PolicyChecks > c.PolicyUnknowns), c => c.PolicyChecks - c.PolicyViolations - c.PolicyUnknowns, c => c.PolicyChecks - c.PolicyUnknowns),
            "policy_not_judged" => Sums(cases.FindAll(c => c.PolicyChecks > 0), c => c.PolicyUnknowns, c => c.PolicyChecks),
            _ => throw new ArgumentException($"The KPI '{id}' has no oracle; write one here.", nameof(id)),
        };
    }

    private static (List<Case>, List<Case>, double?) Rate(List<Case> population, Predicate<Case> counts)
    {
        var counted = population.FindAll(counts);
        return (population, counted, population.Count == 0 ? null : counted.Count / (double)population.Count);
    }

    private static (List<Case>, List<Case>, double?) Over(List<Case> cases, Func<Case, double?> of, Func<List<double>, double> figure)
    {
        var known = cases.FindAll(c => of(c) != null);
        return (known, known, known.Count == 0 ? null : figure([.. known.Select(c => of(c)!.Value).Order()]));
    }

    private static (List<Case>, List<Case>, double?) Sums(List<Case> cases, Func<Case, int> above, Func<Case, int> below) =>
        (cases, cases, cases.Count == 0 ? null : cases.Sum(above) / (double)cases.Sum(below));

    private static (List<Case>, List<Case>, double?) PerSolved(List<Case> cases, Func<Case, double?> of)
    {
        var known = cases.FindAll(c => of(c) != null && c.Solved != null);
        var solved = known.Count(c => c.Solved == true);
        return (known, known, solved == 0 ? null : known.Sum(c => of(c)!.Value) / solved);
    }

    private static bool IsResolved(Case c) => c.Solved == true && !c.HandedOff && !c.Reopened && c.Overrides == 0 && c.Verification != Verification.Contradicted;

    private static double? Elapsed(Case c) => c is { Solved: true, OpenedAt: { } opened, ClosedAt: { } closed } ? (closed - opened).TotalSeconds : null;

    // Linear between the two nearest ranks (formats H).
    private static double Linear(List<double> sorted, double q)
    {
        var place = q * (sorted.Count - 1);
        var below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]));
    }

    private static bool IsIn(KpiQuery query, Case c) =>
        (query.From == null || c.At >= query.From) && (query.To == null || c.At < query.To)
        && Fits(query.Agent, c.Agent) && Fits(query.AgentVersion, c.AgentVersion) && Fits(query.Channel, c.Channel) && Fits(query.Intent, c.Intent) && Fits(query.Source, c.Source)
        && (query.Handoff == null || query.Handoff == c.HandoffKind) && query.Baseline == c.Baseline && query.Tags.All.All(c.Tags.Contains)
        && Fits(query.Strategy, c.Strategy) && Fits(query.Language, c.Language) && Fits(query.CustomerTier, c.CustomerTier) && Fits(query.Release, c.Release)
        && Fits(query.Handler, c.Handler == Handler.Unknown ? null : c.Handler.ToString().ToLowerInvariant());

    private static bool Fits(string? wanted, string? value) => wanted == null || (wanted == KpiDimension.Unknown ? value == null : wanted == value);

    private static string? Named(string what, int number) => number is > 2 or < 0 ? null : what + number;

    private static Gen<double?> MaybeNumber(double low, double high) => Gen.Frequency((1, Gen.Const((double?)null)), (3, Gen.Double[low, high].Select(n => (double?)n)));
}
