using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Transcripts;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Gaps;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;
using Acsr.Store;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals;

/// <summary>Whatever order events come in, and however often, the same case shows the same signals, groups and searches.</summary>
public sealed class SignalOrderTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly SentimentScorer Scorer = new(Lexicon.Own);

    private static readonly string[] Said = ["Where is my order HF-1?", "Yes please.", "I am sorry about that, one moment please.", "Could you give me the order number?", "Your order has been cancelled.", "Still nothing!"];

    private static readonly Gen<CaseEvent> Any = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 30], Gen.Int[0, 90], Gen.Int[0, 5]).Select((kind, id, second, pick) => Make(kind, $"e{id}", Start.AddSeconds(second), pick));

    [Fact]
    public void Neither_order_nor_repetition_changes_the_signals_of_a_case() => Gen.Select(Any.Array[1, 40], Gen.Int).Sample((events, seed) =>
    {
        var shuffled = events.Concat(events.Take(events.Length / 2)).ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Judged(events), Judged(shuffled));
    }, iter: 2000);

    /// <summary>The transcripts tell order by number and not by time, as files do.</summary>
    [Fact]
    public void Neither_does_it_in_real_conversations()
    {
        using var file = File.OpenRead(SharedData.Path("tau-bench/gpt-4o-airline.trials-0-1.json.gz"));
        var random = new Random(4);
        Assert.All(TranscriptFile.Read(file, new TranscriptOptions { Source = "tau" }), one =>
        {
            CaseEvent[] shuffled = [.. one.Events, .. one.Events.Take(7)];
            random.Shuffle(shuffled);
            Assert.Equal(Judged([.. one.Events]), Judged(shuffled));
        });
    }

    internal static string Judged(CaseEvent[] events)
    {
        var folded = CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions())!;
        var judged = CaseSignals.Of(folded, new DeadEndOptions(), Scorer);
        judged.ApplyTo(folded.Facts);
        return JsonSerializer.Serialize(new { folded.Facts, judged.Signals, Groups = DeadEndFindings.Of(folded.Facts, judged.Signals), Searches = Retrievals.Of(folded, new()) });
    }

    private static CaseEvent Make(int kind, string id, DateTime at, int pick) => kind switch
    {
        0 => new CaseOpenedEvent { Id = id, Case = "c", Time = at, Agent = "a", AgentVersion = $"1.{pick % 2}", Intent = pick > 2 ? "refund" : null },
        1 or 2 => new MessageEvent { Id = id, Case = "c", Time = at, Role = kind == 1 ? "customer" : "agent", Text = Said[pick] },
        3 or 4 => new StepEvent { Id = id, Case = "c", Time = at, Kind = "tool", Name = pick % 2 == 0 ? "get_order" : "get_user", Error = kind == 4 ? "no" : null, Output = kind == 4 ? null : JsonSerializer.SerializeToElement(pick % 2) },
        5 => new StepEvent { Id = id, Case = "c", Time = at, Kind = "action", Name = "cancel_order", Error = pick == 0 ? "no" : null },
        6 => new StepEvent { Id = id, Case = "c", Time = at, Kind = "retrieval", Name = "kb", Input = JsonSerializer.SerializeToElement(new { query = Said[pick] }), Output = pick < 3 ? JsonSerializer.SerializeToElement(Array.Empty<string>()) : JsonSerializer.SerializeToElement(new[] { new { id = "d", score = pick / 5.0 } }) },
        7 => new CsatEvent { Id = id, Case = "c", Time = at, Score = 1 + (pick % 5), ScaleMin = 1, ScaleMax = 5 },
        8 => new ReopenedEvent { Id = id, Case = "c", Time = at, By = "customer" },
        _ => new CaseClosedEvent { Id = id, Case = "c", Time = at, Outcome = pick % 2 == 0 ? "resolved" : "unresolved" },
    };
}

public sealed class SignalsThroughGapsOnSqlite : SignalsThroughGapsTests<SqliteStore>;

public sealed class SignalsThroughGapsOnPostgres : SignalsThroughGapsTests<PostgresStore>;

/// <summary>News that comes in pieces, folded after each piece, leaves what folding all of it at once does.</summary>
public abstract class SignalsThroughGapsTests<TStore> : SignalsFixture<TStore> where TStore : TestStore, new()
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pieces_in_any_order_with_repeats_and_gaps_leave_the_same_as_all_at_once(int seed)
    {
        var nothing = new { results = Array.Empty<object>() };
        string[] lines = [.. Stuck("a", Noon), .. Stuck("b", Noon.AddHours(1), tool: "get_order", outcome: null), .. Well("c", Noon), .. Searched("d", Noon, "escalated", ("return gift", nothing), ("gift return", nothing))];
        var random = new Random(seed);
        string[] told = [.. lines, .. lines.Where(_ => random.Next(3) == 0)];
        random.Shuffle(told);
        // The first pieces leave gaps that the later ones fill.
        foreach (var piece in told.Chunk(3)) { await TellAsync(piece); }

        var piecewise = await TextAsync();
        Assert.Empty((await Get<DerivedCheck>().RunAsync(null, default)).Differences);
        await Store.WithAsync(async db => await db.Signals.ExecuteDeleteAsync() + await db.DeadEndFindings.ExecuteDeleteAsync() + await db.Retrievals.ExecuteDeleteAsync() + await db.DeadEndGroups.ExecuteDeleteAsync());
        await Store.WithAsync(async db =>
        {
            foreach (var id in await db.Cases.Select(c => c.Id).ToListAsync()) { await CaseTimers.TouchAsync(db, id, Clock.Now, default); }
            return 0;
        });
        await Get<CaseFolder>().FoldAllDueAsync(default);

        Assert.Equal(piecewise, await TextAsync());
        Assert.Contains("return gift", piecewise, StringComparison.Ordinal);
    }

    private async Task<string> TextAsync() => await Store.WithAsync(async db => JsonSerializer.Serialize(new
    {
        Signals = await db.Signals.AsNoTracking().OrderBy(s => s.CaseId).ThenBy(s => s.Id).ToListAsync(),
        Findings = await db.DeadEndFindings.AsNoTracking().OrderBy(f => f.CaseId).ThenBy(f => f.Group).ToListAsync(),
        // A group that a half-told case was in stays as a name without cases; what counts is the groups that have some.
        Groups = await db.DeadEndGroups.AsNoTracking().Where(g => db.DeadEndFindings.Any(f => f.Group == g.Key)).OrderBy(g => g.Key).ToListAsync(),
        Searches = await db.Retrievals.AsNoTracking().OrderBy(r => r.CaseId).ThenBy(r => r.StepId).ToListAsync(),
    }));
}
