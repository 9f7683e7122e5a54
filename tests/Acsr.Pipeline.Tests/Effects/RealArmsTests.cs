using System.IO.Compression;
using System.Text.Json;
using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>Two ways of prompting the same agent on the same ten tasks, twice each: real runs, and too few of them to tell.</summary>
public sealed class RealArmsTests
{
    [Fact]
    public void Two_arms_on_the_same_tasks_are_no_evidence_and_the_interval_says_how_little_is_known()
    {
        var plain = Rewards("airline_gemini2_5_flash_10tasks_2t.json.gz");
        var context = Rewards("airline_gemini2_5_flash_10tasks_2t_context_agent.json.gz");
        Assert.Equal((12, 12), (plain.Values.Sum(), context.Values.Sum()));

        // The task is what is paired: its two tries are not independent of each other.
        var tasks = plain.Keys.Select(k => k.Task).Distinct().ToList();
        var difference = PairedShares.MeanDifference(tasks.ConvertAll(task => (Of(context, task) - Of(plain, task)) / 2))!;
        var differing = (B: plain.Keys.Count(k => plain[k] > context[k]), C: plain.Keys.Count(k => plain[k] < context[k]));
        var test = PairedShares.Test(differing.B, differing.C)!;

        Assert.Equal(10, tasks.Count);
        Assert.Equal(0, difference.Value, 1e-9);
        Assert.Equal((2, 2), differing);
        Assert.Equal(1, test.P, 1e-9);
        // Up to 29 points better or worse: nothing is known.
        Assert.Equal(-.292, difference.Interval.Lower, .001);
        Assert.Equal(.292, difference.Interval.Upper, .001);
    }

    private static double Of(Dictionary<(string Task, int Trial), double> rewards, string task) => rewards.Where(r => r.Key.Task == task).Sum(r => r.Value);

    private static Dictionary<(string Task, int Trial), double> Rewards(string file)
    {
        using var stream = new GZipStream(File.OpenRead(SharedData.Path(Path.Combine("tau2-enhanced-gemini", file))), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.GetProperty("simulations").EnumerateArray().ToDictionary(
            s => (s.GetProperty("task_id").GetString()!, s.GetProperty("trial").GetInt32()), s => s.GetProperty("reward_info").GetProperty("reward").GetDouble());
    }
}
