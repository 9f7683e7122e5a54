using System.Text;
using System.Text.Json;
using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;
using Acsr.Releases.Redaction;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases;

public sealed class ReleaseExtrasOnSqlite : ReleaseExtrasTests<SqliteStore>;

public sealed class ReleaseExtrasOnPostgres : ReleaseExtrasTests<PostgresStore>;

/// <summary>Retrieval pairs and policy cases of a small desk: two articles, one published edit with its test, one clause with a rule.</summary>
public abstract class ReleaseExtrasTests<TStore> : ReleaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime At = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private ReleaseExtras Extras => Get<ReleaseExtras>();

    [Fact]
    public async Task Tested_questions_of_published_edits_and_reviews_that_name_a_clause_or_article_become_pairs()
    {
        await KnowledgeAsync();
        CuratedItem[] items = [new(Item(1, clause: "fees/refunds-1@1"), Split.Train), new(Item(2, point: "Returns"), Split.HeldOut), new(Item(3, clause: "fees/unknown@1"), Split.Train), new(Item(4, point: "order 7"), Split.Train)];

        var (corpus, pairs) = await Extras.PairsAsync(items, new Redactor(new Pseudonyms(new byte[32])), default);

        var edits = pairs.Where(p => p.QueryId.StartsWith("q-", StringComparison.Ordinal)).ToList();
        Assert.Equal("returns#~1", Assert.Single(edits).DocumentId);
        Assert.Equal(["shipping#~1"], edits[0].Wrong);
        Assert.Equal(("return a gift to <EMAIL_ADDRESS", RetrievalFiles.QueryIdOf("return a gift to a@example.org")), (edits[0].Text[..31], edits[0].QueryId));
        Assert.Equal([("fees/refunds-1@1", Split.Train), ("returns#~1", Split.HeldOut)], pairs.Except(edits).OrderBy(p => p.DocumentId, StringComparer.Ordinal).Select(p => (p.DocumentId, p.Split)));
        Assert.Equal(["fees/refunds-1@1", "returns#~1", "shipping#~1"], corpus.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Examples_of_rules_that_are_on_and_audited_held_out_decisions_become_policy_cases_and_never_train()
    {
        await KnowledgeAsync();
        PolicyAudit Audit(string caseId) => new() { CaseId = caseId, StepId = "s5", RuleId = 1, RuleVersion = 1, PolicyId = "fees", ClauseId = "refunds-1", ClauseVersion = 1, Action = "refund", Outcome = RuleOutcome.Pass };
        await Store.AddAsync(
            new PolicyRule
            {
                Id = 1,
                PolicyId = "fees",
                ClauseId = "refunds-1",
                Name = "At most 20",
                State = PolicyRuleState.On,
                Version = 1,
                Latest = 1,
                ChangedBy = "kim",
                ChangedAt = At,
                Versions = [new PolicyRuleVersion { RuleId = 1, Version = 1, Logic = "true", CreatedBy = "kim", CreatedAt = At, Examples = [new("Too much", """{"amount":50}""", RuleOutcome.Violation)] }],
            },
            new PolicyRule { Id = 2, PolicyId = "fees", ClauseId = "refunds-1", Name = "Draft", State = PolicyRuleState.Draft, Latest = 1, ChangedBy = "kim", ChangedAt = At, Versions = [new PolicyRuleVersion { RuleId = 2, Version = 1, Logic = "true", CreatedBy = "kim", CreatedAt = At, Examples = [new("No", "{}", RuleOutcome.Pass)] }] },
            Audit("c1"), Audit("c2"));
        CuratedItem[] items = [new(Item(1, clause: "fees/refunds-1@1"), Split.Train), new(Item(2, clause: "fees/refunds-1@1"), Split.HeldOut)];

        var files = await Extras.FilesAsync(items, new Redactor(new Pseudonyms(new byte[32])), default);

        var lines = Encoding.UTF8.GetString(files.Single(f => f.Path == PolicyCases.Path).Content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal([("example", "violation"), ("review", "violation")], lines.Select(l => (l.GetProperty("source").GetString(), l.GetProperty("expected").GetString())));
        Assert.Equal((items[1].Item.Id, "pass"), (lines[1].GetProperty("item_id").GetString(), lines[1].GetProperty("audited").GetString()));
        Assert.Equal([RetrievalFiles.Corpus, RetrievalFiles.Queries, RetrievalFiles.TrainPairs, RetrievalFiles.TestPairs], files.Select(f => f.Path).Where(p => p != PolicyCases.Path && p != RetrievalFiles.Triplets).Distinct());
    }

    [Fact]
    public async Task Without_articles_clauses_and_rules_there_is_no_file() =>
        Assert.Empty(await Extras.FilesAsync([new(Item(1, clause: "fees/refunds-1@1"), Split.Train)], new Redactor(new Pseudonyms(new byte[32])), default));

    private async Task KnowledgeAsync()
    {
        await Store.AddAsync(
            new Article { Id = "returns", Title = "Returns", Status = ArticleStatus.Published, UpdatedBy = "kim" }, new Article { Id = "shipping", Title = "Shipping", Status = ArticleStatus.Published, UpdatedBy = "kim" },
            new Article { Id = "old", Title = "Old", Status = ArticleStatus.Retired, UpdatedBy = "kim" },
            Chunk("returns"), Chunk("shipping"), Chunk("old"),
            new Policy { Id = "fees", Title = "Fees" });
        await Store.AddAsync(
            new PolicyVersion { PolicyId = "fees", Version = 1, ImportedBy = "kim", Sha256 = "s", Text = "t", EffectiveFrom = At },
            new Clause { PolicyId = "fees", Version = 1, ClauseId = "refunds-1", Heading = "Refunds", Text = "At most $20.", TextHash = "h" },
            new ArticleEdit { Id = 7, Kind = EditKind.Change, State = EditState.Published, ArticleId = "returns", Title = "Returns", Revision = 2, ApprovedRevision = 2, Gap = "g", AuthorId = "kim", AuthorName = "kim", CreatedAt = At, UpdatedAt = At },
            new ArticleEdit { Id = 8, Kind = EditKind.Change, State = EditState.Drafted, ArticleId = "shipping", Title = "Shipping", Revision = 1, AuthorId = "kim", AuthorName = "kim", CreatedAt = At, UpdatedAt = At },
            Test(7, 2, new TestedQuestion("return a gift to a@example.org", "returns", false, null, 1, "returns#~1"), new TestedQuestion("worked before", "returns", true, 1, 1, "returns#~1")),
            Test(7, 1, new TestedQuestion("of an older text", "returns", false, null, 1, "returns#~1")), Test(8, 1, new TestedQuestion("of a draft", "shipping", false, null, 1, "shipping#~1")),
            new Retrieval { CaseId = "c9", StepId = "s", Source = "help", Question = "return a gift to a@example.org", Gap = "g", Miss = RetrievalMiss.SameDocuments, Returned = ["Shipping", "returns"], At = At });
    }

    private static ArticleChunk Chunk(string article) => new() { Id = article + "#~1", ArticleId = article, TitlePath = [article], Text = $"About {article}.", ContentHash = "h", FeedHash = "h" };

    private static EditTest Test(long edit, int revision, params TestedQuestion[] questions) =>
        new() { EditId = edit, Revision = revision, At = At, By = "kim", Retriever = "built-in", K = 5, Results = JsonSerializer.Serialize(questions) };

    private static TrainingItem Item(long id, string? clause = null, string? point = null)
    {
        var review = Given.Review(id, $"c{id}");
        (review.Clause, review.DataPoint) = (clause, point);
        return Given.Item(Given.Case($"c{id}"), review);
    }
}
