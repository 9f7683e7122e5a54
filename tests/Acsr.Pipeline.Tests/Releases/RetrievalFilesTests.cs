using System.Text;
using System.Text.Json;
using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

public sealed class RetrievalFilesTests
{
    private static readonly RelevanceDocument[] Corpus =
    [
        new("returns#~1", "Returns › Gifts", "A gift is returned as store credit.\nAlways.", "chunk"),
        new("shipping#~1", "Shipping", "It takes “two” days.", "chunk"),
        new("fees/refunds-1@2", "Refunds", "At most $20.", "clause"),
    ];

    private static readonly RelevancePair[] Pairs =
    [
        new("q-2", "return a\ttabbed gift", "returns#~1", "returns", ["shipping#~1", "gone#~1"], Split.Train),
        new("q-1", "how much", "fees/refunds-1@2", null, [], Split.HeldOut),
        new("q-1", "how much", "returns#~1", "returns", ["shipping#~1"], Split.HeldOut),
        new("q-9", "of a chunk that is gone", "gone#~1", "gone", [], Split.Train),
    ];

    /// <summary>Read as BEIR's loader does: first line of the pairs passed over, the score a whole number, ids looked up in corpus and queries.</summary>
    [Fact]
    public void A_reader_of_BEIR_finds_every_pair_in_corpus_and_queries()
    {
        var files = RetrievalFiles.Write(Corpus, Pairs).ToDictionary(f => f.Path, f => Encoding.UTF8.GetString(f.Content));

        var corpus = Objects(files[RetrievalFiles.Corpus]).ToDictionary(d => d.GetProperty("_id").GetString()!, d => (d.GetProperty("title").GetString(), d.GetProperty("text").GetString()));
        var queries = Objects(files[RetrievalFiles.Queries]).ToDictionary(d => d.GetProperty("_id").GetString()!, d => d.GetProperty("text").GetString());
        List<(string Query, string Document, int Score)> Qrels(string path) => [.. files[path].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split('\t')).Select(c => (c[0], c[1], int.Parse(c[2], System.Globalization.CultureInfo.InvariantCulture)))];

        Assert.Equal([("q-2", "returns#~1", 1)], Qrels(RetrievalFiles.TrainPairs));
        Assert.Equal([("q-1", "fees/refunds-1@2", 1), ("q-1", "returns#~1", 1)], Qrels(RetrievalFiles.TestPairs));
        Assert.All(Qrels(RetrievalFiles.TrainPairs).Concat(Qrels(RetrievalFiles.TestPairs)), pair => Assert.True(corpus.ContainsKey(pair.Document) && queries.ContainsKey(pair.Query)));
        Assert.Equal(("Returns › Gifts", "A gift is returned as store credit.\nAlways."), corpus["returns#~1"]);
        Assert.Equal(("how much", "return a\ttabbed gift"), (queries["q-1"], queries["q-2"]));
        Assert.All(files.Values, text => Assert.True(text.EndsWith('\n') && !text.Contains('\r')));
    }

    [Fact]
    public void Triplets_are_of_the_training_side_and_their_columns_in_the_order_that_readers_need()
    {
        var triplet = Assert.Single(Objects(Encoding.UTF8.GetString(RetrievalFiles.Write(Corpus, Pairs).Single(f => f.Path == RetrievalFiles.Triplets).Content)));

        Assert.Equal(["anchor", "positive", "negative"], triplet.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["return a\ttabbed gift", Corpus[0].Text, Corpus[1].Text], triplet.EnumerateObject().Select(p => p.Value.GetString()!));
        Assert.Empty(RetrievalFiles.Write(Corpus, []));
    }

    [Fact]
    public void The_same_pairs_in_any_order_give_the_same_bytes() =>
        Assert.Equal(RetrievalFiles.Write(Corpus, Pairs).Select(f => f.Sha256), RetrievalFiles.Write([.. Corpus.Reverse()], [.. Pairs.Reverse()]).Select(f => f.Sha256));

    [Fact]
    public void Policy_cases_hold_the_examples_of_rules_and_the_decisions_that_people_made_of_audits()
    {
        var rule = new PolicyRule { Id = 3, PolicyId = "fees", ClauseId = "refunds-1", Name = "At most 20", State = PolicyRuleState.On, Version = 2, ChangedBy = "kim" };
        var version = new PolicyRuleVersion { RuleId = 3, Version = 2, Logic = "{}", CreatedBy = "kim" };
        var review = Given.Review();
        var item = Given.Item(Given.Case("c1"), review);
        var audit = new PolicyAudit { CaseId = "c1", StepId = "s5", PolicyId = "fees", ClauseId = "refunds-1", ClauseVersion = 1, Action = "refund", Outcome = RuleOutcome.Unknown };

        var file = PolicyCases.Write([new(rule, version, new("too much", """{"call":{"args":{"amount":50}}}""", RuleOutcome.Violation)), new(rule, version, new("little", """{"call":{"args":{"amount":5}}}""", RuleOutcome.Pass))], [(item, audit)])!;

        var lines = Objects(Encoding.UTF8.GetString(file.Content)).ToList();
        Assert.Equal([("example", "pass"), ("example", "violation"), ("review", "violation")], lines.Select(l => (l.GetProperty("source").GetString()!, l.GetProperty("expected").GetString()!)));
        Assert.Equal(("fees/refunds-1", 50), (lines[1].GetProperty("clause").GetString(), lines[1].GetProperty("facts").GetProperty("call").GetProperty("args").GetProperty("amount").GetInt32()));
        Assert.Equal(("fees/refunds-1@1", "unknown", "refund", 50), (lines[2].GetProperty("clause").GetString(), lines[2].GetProperty("audited").GetString(), lines[2].GetProperty("decision").GetProperty("action").GetString(), lines[2].GetProperty("decision").GetProperty("arguments").GetProperty("amount").GetInt32()));
        Assert.Equal(3, file.Rows);
        Assert.Null(PolicyCases.Write([], []));
    }

    private static IEnumerable<JsonElement> Objects(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l));
}
