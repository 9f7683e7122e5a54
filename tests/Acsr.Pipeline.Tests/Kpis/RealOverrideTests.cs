using System.IO.Compression;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;

namespace Acsr.Kpis;

/// <summary>
/// Dialogues of STAR, in which an operator takes the assistant's suggestion or types an answer of their own: a taken suggestion is a decision of the agent, an own
/// answer overrules one. The figures are those that the data's own counts give.
/// </summary>
public sealed class RealOverrideTests
{
    private const string File = "star/dialogues-even.jsonl.gz";

    [Fact]
    public void Star_gives_its_override_rate_and_its_abandonment()
    {
        var told = Read().ToList();
        var folded = told.ConvertAll(one => CaseFold.Fold(new CaseInput(one.Id, one.Events, [], one.Events[0].Time!.Value, "star"), new CaseOptions())!);
        var rows = KpiRow.Of([.. folded.Select(f => f.Facts)]);

        var abandoned = KpiValue.Of(KpiDefinitions.Find("abandonment_rate")!, rows);
        Assert.Equal((397 / 3326.0, 3326), (abandoned.Value, abandoned.N));

        var complete = folded.Zip(told).Where(f => f.Second.Complete).Select(f => f.First).ToList();
        var (own, taken) = (complete.Sum(f => f.Overrides.Count), complete.Sum(f => f.Steps.Count(s => s.Kind == StepKind.Decision)));
        Assert.Equal((3_534, 23_169), (own, taken));
        Assert.Equal(.132345, (double)own / (own + taken), 5e-7);
        var rate = KpiValue.Of(KpiDefinitions.OverrideRate, KpiRow.Of([.. complete.Select(f => f.Facts)]));
        Assert.Equal((1_709 / 2_929.0, 2_929), (rate.Value, rate.N));
        var triads = KpiValue.Of(KpiDefinitions.TriadCompleteness, rows);
        Assert.Equal((0.0, folded.Count(f => f.Overrides.Count > 0)), (triads.Value, triads.N));
    }

    private static IEnumerable<(string Id, bool Complete, List<CaseEvent> Events)> Read()
    {
        using var lines = new StreamReader(new GZipStream(System.IO.File.OpenRead(SharedData.Path(File)), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var dialogue = JsonDocument.Parse(line);
            var root = dialogue.RootElement;
            var (id, complete) = ($"star-{root.GetProperty("DialogueID").GetInt32()}", root.GetProperty("CompletionLevel").GetString() == "Complete");
            yield return (id, complete, [.. Events(id, complete, root.GetProperty("Events"))]);
        }
    }

    private static IEnumerable<CaseEvent> Events(string id, bool complete, JsonElement events)
    {
        // Some dialogues say no time at all; when they were plays no part here.
        var at = events.EnumerateArray().Where(e => e.TryGetProperty("UnixTime", out _)).Select(e => DateTime.UnixEpoch.AddSeconds(e.GetProperty("UnixTime").GetInt64())).FirstOrDefault(DateTime.UnixEpoch);
        yield return new CaseOpenedEvent { Id = id + "-open", Case = id, Time = at, Handler = "agent", Agent = "star" };
        var n = 0;
        foreach (var said in events.EnumerateArray())
        {
            if (said.TryGetProperty("UnixTime", out var time)) { at = DateTime.UnixEpoch.AddSeconds(time.GetInt64()); }
            n++;
            var text = said.TryGetProperty("Text", out var words) ? words.GetString() : null;
            switch (said.GetProperty("Agent").GetString(), said.GetProperty("Action").GetString())
            {
                case ("User", "utter"): yield return new MessageEvent { Id = $"{id}-{n}", Case = id, Time = at, Seq = n, Role = "customer", Text = text ?? "" }; break;
                case ("Wizard", "pick_suggestion"): yield return new DecisionEvent { Id = $"{id}-{n}", Case = id, Time = at, Seq = n, Action = said.GetProperty("ActionLabel").GetString()! }; break;
                case ("Wizard", "utter"): yield return new OverrideEvent { Id = $"{id}-{n}", Case = id, Time = at, Seq = n, Final = new OverrideFinal("utter", null, text) }; break;
            }
        }

        yield return new CaseClosedEvent { Id = id + "-close", Case = id, Time = at, Seq = n + 1, Outcome = complete ? "resolved" : "abandoned" };
    }
}
