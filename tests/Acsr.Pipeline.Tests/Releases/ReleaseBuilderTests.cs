using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Acsr.Cases;
using Acsr.Review;
using CsCheck;

namespace Acsr.Releases;

public sealed class ReleaseBuilderTests
{
    [Fact]
    public void The_same_inputs_in_any_order_give_the_same_bytes() =>
        Gen.Shuffle(Enumerable.Range(1, 12).ToArray()).Sample(order =>
        {
            var (sorted, shuffled) = (Build(Enumerable.Range(1, 12)), Build(order));

            Assert.Equal(sorted.Sha256, shuffled.Sha256);
            Assert.Equal(sorted.Files.Select(f => f.Path), shuffled.Files.Select(f => f.Path));
            Assert.All(sorted.Files.Zip(shuffled.Files), pair => Assert.Equal(pair.First.Content, pair.Second.Content));
        }, iter: 20);

    [Fact]
    public void The_release_of_known_cases_has_a_known_hash()
    {
        // When this changes, an update of the console gives other bytes for the same reviews: a reason for a new schema or version.
        Assert.StartsWith("e027c43509140e5b5383faf6c6285797e2a928e4", Build([1, 2, 3]).Sha256, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_is_utf8_without_a_mark_and_a_row_is_found_in_each_by_its_line()
    {
        var built = Build(Enumerable.Range(1, 12));
        var trl = Lines(built, "sft.trl.jsonl");
        var openAi = Lines(built, "sft.openai.jsonl");
        var items = Lines(built, "items.jsonl");

        Assert.All(built.Files, f => Assert.NotEqual(0xEF, f.Content[0]));
        Assert.Equal(built.Rows.Select(r => r.Item.Id), items.Select(i => (string)i["item_id"]!));
        Assert.Equal(built.Rows.Select(r => r.Item.Id).Order(StringComparer.Ordinal), built.Rows.Select(r => r.Item.Id));
        Assert.Equal(trl.Select(TextOfTrl), openAi.Select(TextOfOpenAi));
        Assert.All(items, item => Assert.Equal(TextOfTrl(trl[(int)item["lines"]!["sft.trl.jsonl"]! - 1]), TextOfOpenAi(openAi[(int)item["lines"]!["sft.openai.jsonl"]! - 1])));
        Assert.Equal(items.Select(i => (string)i["case_id"]!), trl.Select(row => ((string)row["prompt"]![0]!["content"]!).Split(' ')[^1]));
    }

    [Fact]
    public void Openai_rows_answer_every_call_by_its_id_and_end_with_the_one_that_has_weight()
    {
        foreach (var row in Lines(Build(Enumerable.Range(1, 12)), "sft.openai.jsonl"))
        {
            var messages = row["messages"]!.AsArray();
            var calls = messages.SkipLast(1).SelectMany(m => m!["tool_calls"]?.AsArray() ?? []).Select(c => (string)c!["id"]!).ToList();
            var answers = messages.Where(m => (string)m!["role"]! == "tool").Select(m => (string)m!["tool_call_id"]!).ToList();

            Assert.Equal(calls, answers);
            Assert.Equal(calls.Count, calls.Distinct().Count());
            Assert.NotEmpty(calls);
            Assert.Equal("assistant", (string)messages[^1]!["role"]!);
            Assert.Equal(1, messages.Where(m => (string)m!["role"]! == "assistant").Sum(m => (int)m!["weight"]!));
            Assert.Equal(1, (int)messages[^1]!["weight"]!);
            Assert.All(messages.SelectMany(m => m!["tool_calls"]?.AsArray() ?? []), c => Assert.NotNull(JsonNode.Parse((string)c!["function"]!["arguments"]!)));
        }
    }

    [Fact]
    public void The_manifest_lists_every_other_file_with_its_hash_and_counts_what_was_left_out()
    {
        var incomplete = Given.Review(id: 90);
        incomplete.Clause = null;
        var built = ReleaseBuilder.Build("r", "1.0.0", [Make(1), Make(2), TrainingItems.Build(null, incomplete), TrainingItems.Build(null, Given.Review(id: 80))]);
        var manifest = JsonNode.Parse(built.Files[^1].Content)!;

        Assert.Equal("manifest.json", built.Files[^1].Path);
        Assert.Equal(("acsr-dataset/3", "r", "1.0.0"), ((string)manifest["schema"]!, (string)manifest["name"]!, (string)manifest["version"]!));
        Assert.Equal("""{"rows":2,"train":2,"held_out":0,"corrected":2,"intents":{"refund":2}}""", manifest["counts"]!.ToJsonString());
        Assert.Equal("""{"incomplete_triad":1,"case_missing":1}""", manifest["excluded"]!.ToJsonString());
        Assert.Equal([80, 90], built.Excluded.Select(e => e.ReviewId));
        Assert.Equal(built.Files.SkipLast(1).Select(f => f.Path), manifest["files"]!.AsArray().Select(f => (string)f!["path"]!));
        foreach (var file in manifest["files"]!.AsArray())
        {
            var content = built.Files.Single(f => f.Path == (string)file!["path"]!).Content;
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), (string)file!["sha256"]!);
            Assert.Equal(content.Length, (int)file["bytes"]!);
            if (((string)file["path"]!).EndsWith(".jsonl", StringComparison.Ordinal)) { Assert.Equal(content.Count(b => b == '\n'), (int)file["rows"]!); }
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(built.Files[^1].Content)), built.Sha256);
    }

    [Fact]
    public void The_side_file_says_where_a_row_came_from()
    {
        var item = Assert.Single(Lines(Build([1]), "items.jsonl"));

        Assert.Equal(
            ["item_id", "case_id", "review_id", "step_id", "original", "final", "clause", "data_point", "reviewer", "verdict", "intent", "split", "lines"],
            item.AsObject().Select(p => p.Key));
        Assert.Equal("""{"decision":"refund","arguments":{"amount":50},"confidence":0.9}""", item["original"]!.ToJsonString());
        Assert.Equal(20, (int)item["final"]!["arguments"]!["amount"]!);
        Assert.Equal(("fees/refunds-1@1", "corrected", "refund"), ((string)item["clause"]!, (string)item["verdict"]!, (string)item["intent"]!));
        Assert.DoesNotContain("rita", item.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reviewers_words_and_what_came_later_are_in_no_training_file()
    {
        var built = Build(Enumerable.Range(1, 12));

        Assert.All(built.Files.Where(f => f.Path is not ("items.jsonl")), f =>
            Assert.DoesNotContain("SECRET", Encoding.UTF8.GetString(f.Content), StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_that_breaks_its_format_is_left_out_of_every_file_and_listed()
    {
        var steps = new[] { Given.Said("u", Role.Customer, "Hi"), Given.Called("t", "look", """{"a":1,"a":2}"""), Given.Called("s5", "refund") };

        var built = ReleaseBuilder.Build("r", "1.0.0", [Make(1), TrainingItems.Build(Given.Case("c1", steps), Given.Review(id: 7))]);

        Assert.Single(built.Rows);
        Assert.All(built.Files.Where(f => f.Path.EndsWith(".jsonl", StringComparison.Ordinal)), f => Assert.Equal((f.Path == "kto.trl.jsonl" ? 2 : 1, f.Content.Count(b => b == '\n')), (f.Rows, f.Rows)));
        var left = Assert.Single(built.Excluded);
        Assert.Equal((7, ExclusionReason.InvalidRow), (left.ReviewId, left.Reason));
        Assert.Contains("sft.trl.jsonl", left.InWords, StringComparison.Ordinal);
    }

    private static Construction Make(int number)
    {
        var id = $"case-{number}";
        var steps = Given.RefundSteps.Prepend(Given.Said("s", Role.System, $"You work on {id}"));
        var review = Given.Review(id: number, caseId: id, reviewer: number % 2 == 0 ? "rita" : "rolf");
        if (number % 3 == 0) { review.Verdict = Verdict.AgentWasRight; }
        return TrainingItems.Build(Given.Case(id, [.. steps]), review);
    }

    private static BuiltRelease Build(IEnumerable<int> numbers) => ReleaseBuilder.Build("refunds", "1.0.0", numbers.Select(Make));

    private static List<JsonNode> Lines(BuiltRelease built, string path)
    {
        var text = Encoding.UTF8.GetString(built.Files.Single(f => f.Path == path).Content);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    private static string TextOfTrl(JsonNode row) => string.Join('\n', row["prompt"]!.AsArray().Concat(row["completion"]!.AsArray()).Select(m =>
        $"{m!["role"]} {m["content"]} {string.Concat((m["tool_calls"]?.AsArray() ?? []).Select(c => $"{c!["function"]!["name"]}{c["function"]!["arguments"]!.ToJsonString()}"))}"));

    private static string TextOfOpenAi(JsonNode row) => string.Join('\n', row["messages"]!.AsArray().Select(m =>
        $"{m!["role"]} {m["content"]} {string.Concat((m["tool_calls"]?.AsArray() ?? []).Select(c => $"{c!["function"]!["name"]}{JsonNode.Parse((string)c["function"]!["arguments"]!)!.ToJsonString()}"))}"));
}
