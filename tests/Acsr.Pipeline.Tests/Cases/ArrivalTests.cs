using Acsr.Ingest;
using Acsr.Ingest.Otlp;
using Acsr.Signals;
using Acsr.Store;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases;

public sealed class ArrivalOnSqlite : ArrivalTests<SqliteStore>;

public sealed class ArrivalOnPostgres : ArrivalTests<PostgresStore>;

/// <summary>What came in makes the same cases in whatever order, grouping and repetition it came, wherever a fold fell between.</summary>
public abstract class ArrivalTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private const int Rounds = 30;

    private static readonly DateTime Start = Spans.Start;

    private static readonly CaseEvent[] Events =
    [
        new CaseOpenedEvent { Id = "o", Case = "a", Time = At(0), Agent = "bot", Channel = "chat" },
        new CaseOpenedEvent { Id = "o2", Case = "a", Time = At(1), Intent = "refund", Channel = "email" },
        new MessageEvent { Id = "m1", Case = "a", Time = At(2), Role = "customer", Text = "Refund, please.", Sentiment = -0.5 },
        // The same id with other content: of such two one holds, whichever comes first.
        new MessageEvent { Id = "m1", Case = "a", Time = At(2), Role = "customer", Text = "Refund, now!", Sentiment = -0.75 },
        new StepEvent { Id = "t1", Case = "a", Time = At(3), Name = "get_order", Error = "Error: not found" },
        new StepEvent { Id = "t2", Case = "a", Time = At(3), Seq = 1, Name = "get_order", Error = "Error: not found" },
        new DecisionEvent { Id = "d", Case = "a", Time = At(4), Action = "refund_order", Confidence = 0.9 },
        new OverrideEvent { Id = "v", Case = "a", Time = At(5), Final = new OverrideFinal("deny", null, "used"), Clause = "air/1@1" },
        new CaseClosedEvent { Id = "x", Case = "a", Time = At(60), Outcome = "resolved", CostUsd = 0.25 },
        new ReopenedEvent { Id = "r", Case = "a", Time = At(3600), By = "customer" },
        new CsatEvent { Id = "s", Case = "a", Time = At(3700), Score = 1 },
        new ThumbsEvent { Id = "th", Case = "b", Time = At(7), Value = "down", Target = "m9" },
        new MessageEvent { Id = "m9", Case = "b", Time = At(6), Role = "agent", Text = "No." },
        // Scores that know only their trace: of one whose case a span names, of one whose case only a log record names, of one that never learns it.
        new ScoreEvent { Id = "e1", Trace = Trace(1), Time = At(8), Name = "tone", Value = 0.5, ScaleMin = 0, ScaleMax = 1, Target = Spans.Id(1, 2) },
        new ScoreEvent { Id = "e1", Trace = Trace(1), Time = At(9), Name = "tone", Value = 0.75, ScaleMin = 0, ScaleMax = 1, Target = Spans.Id(1, 2) },
        new ScoreEvent { Id = "e2", Trace = Trace(6), Time = At(8), Name = "tone", Label = "good" },
        new ScoreEvent { Id = "e3", Trace = Trace(4).ToUpperInvariant(), Time = At(8), Name = "confidence", Value = 0.25, Target = Spans.Id(4, 8) },
    ];

    private static readonly OtlpLogRecord[] Logs =
    [
        LogRecords.Said("gen_ai.user.message", 1, 2, 20, "Where is it?"),
        LogRecords.Said("gen_ai.choice", 1, 2, 90, "Here."),
        LogRecords.Evaluation(1, 2, 100, "relevance", 4),
        // A trace of which nothing but its events comes in, one of them naming the case.
        LogRecords.Said("gen_ai.user.message", 6, 2, 5_000, "Hello?"),
        LogRecords.Said("gen_ai.assistant.message", 6, 3, 5_100, "Yes.", "b"),
        LogRecords.Evaluation(0, 0, 5_200, "whole", 1, "b"),
    ];

    private static readonly OtlpSpan[] Traces =
    [
        // A trace whose case only its root tells, which ends last and so comes last of all in life.
        Spans.Span(1, 1, "invoke_agent a", 0, 900, null, ("acsr.case.id", "t"), ("acsr.outcome", "resolved")),
        Spans.Span(1, 2, "chat m", 10, 100, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10)),
        Spans.Span(1, 3, "execute_tool get_order", 110, 120, 1, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "get_order"), ("acsr.cost.usd", 0.125)),
        // A second trace of the same case, and one whose spans disagree: the earliest holds.
        Spans.Span(2, 4, "execute_tool refund_order", 2000, 2100, null, ("gen_ai.conversation.id", "t"), ("gen_ai.tool.name", "refund_order"), ("gen_ai.operation.name", "execute_tool")),
        Spans.Span(3, 5, "chat m", 3000, 3100, null, ("gen_ai.conversation.id", "early"), ("gen_ai.usage.input_tokens", 7)),
        Spans.Span(3, 6, "chat m", 3200, 3300, null, ("gen_ai.conversation.id", "later"), ("gen_ai.usage.input_tokens", 5)),
        Spans.Span(3, 7, "chat m", 3400, 3500, null, ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 3)),
        // One that never learns its case, and a span for a case that events tell of too.
        Spans.Span(4, 8, "chat m", 10, 20, null, ("gen_ai.operation.name", "chat")),
        Spans.Span(5, 9, "execute_tool cancel_order", 4000, 4010, null, ("acsr.case.id", "a"), ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "cancel_order")),
    ];

    [Fact]
    public async Task Any_order_split_and_repetition_gives_the_same_cases_and_signals()
    {
        await SendAsync(Events);
        await SendAsync(Traces);
        await SendAsync(Logs);
        await FoldAsync();
        var expected = await DerivedAsync();
        Assert.Equal(["00000000000000000000000000000004", "a", "b", "early", "later", "t"], await Store.WithAsync(db => db.Cases.Select(c => c.Id).Order().ToListAsync()));
        Assert.Equal((2, 10), await Store.WithAsync(async db => ((await db.Cases.SingleAsync(c => c.Id == "t")).ToolCalls, (int)(await db.Cases.SingleAsync(c => c.Id == "early")).InputTokens!)));
        Assert.Equal(
            [(Trace(4), "confidence", 0.25), ("b", "tone", null), ("b", "whole", 1.0), ("t", "relevance", 4.0), ("t", "tone", 0.75)],
            (await Store.WithAsync(db => db.Signals.Where(s => s.Kind == SignalKind.Evaluation).ToListAsync())).Select(s => (s.CaseId, s.Name, s.Value)).Order());
        await AssertDerivedAnewAsync();

        await Arrival.SampleAsync(async arrival =>
        {
            await EmptyAsync();
            foreach (var (items, fold) in arrival)
            {
                await SendAsync(items.Where(i => i < Events.Length).Select(i => Events[i]));
                await SendAsync(items.Where(i => i >= Events.Length && i < Events.Length + Traces.Length).Select(i => Traces[i - Events.Length]));
                await SendAsync(items.Where(i => i >= Events.Length + Traces.Length).Select(i => Logs[i - Events.Length - Traces.Length]));
                if (fold) { await FoldAsync(); }
            }

            await FoldAsync();
            Assert.Equal(expected, await DerivedAsync());
            await AssertDerivedAnewAsync();
        }, iter: Rounds, threads: 1);
    }

    [Fact]
    public async Task A_trace_that_learns_its_case_late_leaves_no_case_of_its_own_behind()
    {
        await SendAsync(Traces[1..3]);
        await FoldAsync();
        Assert.Equal(["00000000000000000000000000000001"], await Store.WithAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));

        await SendAsync(Traces[..1]);
        await FoldAsync();

        var one = await Store.WithAsync(db => db.Cases.SingleAsync());
        Assert.Equal(("t", 1, 100L, true), (one.Id, one.ToolCalls, one.InputTokens, one.Solved));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task A_late_span_without_a_case_reaches_the_case_its_trace_has_although_its_request_names_another()
    {
        await SendAsync(Traces[4..5]);
        await FoldAsync();

        await SendAsync(Traces[5..7]);
        await FoldAsync();

        var tokens = await Store.WithAsync(db => db.Cases.ToDictionaryAsync(c => c.Id, c => c.InputTokens));
        Assert.Equal((2, 10, 5), (tokens.Count, tokens["early"], tokens["later"]));
        await AssertDerivedAnewAsync();
    }

    /// <summary>Everything once and some of it twice, shuffled, cut into requests, with folds between some of them.</summary>
    private static Gen<(int[] Items, bool Fold)[]> Arrival =>
        from again in Gen.Int[0, Count - 1].Array[0, 8]
        from order in Gen.Shuffle((int[])[.. Enumerable.Range(0, Count), .. again])
        from sizes in Gen.Int[1, 6].Array[order.Length]
        from folds in Gen.Bool.Array[order.Length]
        select Cut(order, sizes).Zip(folds).ToArray();

    private static IEnumerable<int[]> Cut(int[] order, int[] sizes)
    {
        for (var (at, i) = (0, 0); at < order.Length; at += sizes[i++]) { yield return order[at..Math.Min(order.Length, at + sizes[i])]; }
    }

    private static int Count => Events.Length + Traces.Length + Logs.Length;

    private static string Trace(int trace) => trace.ToString("x32", null);

    private static DateTime At(int seconds) => Start.AddSeconds(seconds);
}
