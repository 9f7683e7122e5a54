using Acsr.Cases;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;

namespace Acsr.Knowledge;

public sealed class GapBoardOnSqlite : GapBoardTests<SqliteStore>;

public sealed class GapBoardOnPostgres : GapBoardTests<PostgresStore>;

public abstract class GapBoardTests<TStore> : KnowledgeFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task Gaps_are_ranked_by_cases_and_what_a_case_costs_and_say_how_many_costs_are_known()
    {
        await ArrangeAsync("dear", 2, 9);
        await ArrangeAsync("cheap", 3, 1);
        await ArrangeAsync("unpriced", 1, null);
        await Store.AddAsync(Review("dear-0", Verdict.Corrected), new Case { Id = "alone", Title = "Do you sell vouchers?", Handler = Handler.Hybrid, At = Noon, HandedOff = true, HandoffKind = HandoffKind.MissingKnowledge }, Review("alone", Verdict.Corrected), Review("cheap-0", Verdict.AgentWasRight));

        var list = await Get<GapBoard>().ListAsync(new DeadEndRange(), 10);

        Assert.True(list.CostsKnown);
        // 2 × 9; mean of the five known costs is 4.2, so 1 × 4.2 twice; 3 × 1.
        Assert.Equal(["dear", "Do you sell vouchers?", "unpriced", "cheap"], list.Needs.Select(n => n.Question));
        Assert.Equal((18, 4.2, 3), (list.Needs[0].WorthUsd, list.Needs[2].WorthUsd, list.Needs[3].WorthUsd));
        Assert.Equal((2, 1, 2), (list.Needs[0].Cases, list.Needs[0].Reviews, list.Needs[0].Costed));
        Assert.Equal(("alone", null, 1), (list.Needs[1].CaseId, list.Needs[1].Gap, list.Needs[1].Reviews));
        Assert.Null(list.Needs[2].MeanCostUsd);
    }

    [Fact]
    public async Task Reviews_that_name_knowledge_as_the_fault_and_open_proposals_are_gaps_too()
    {
        var fault = Review("voucher", Verdict.CannotTell);
        fault.Fault = FaultAuthor.Knowledge;
        ReviewProposal Proposal(string caseId, ProposalKind kind, ProposalState state) => new() { CaseId = caseId, Kind = kind, State = state, Text = "Say it.", By = "ray", At = Noon };
        await Store.AddAsync(
            new Case { Id = "voucher", Title = "Do you sell vouchers?", Handler = Handler.Agent, At = Noon, CostUsd = 4 }, fault, Proposal("voucher", ProposalKind.Knowledge, ProposalState.Open),
            new Case { Id = "voucher-2", Title = "do you sell VOUCHERS", Handler = Handler.Agent, At = Noon, CostUsd = 2 }, Proposal("voucher-2", ProposalKind.Knowledge, ProposalState.Open),
            new Case { Id = "taken", Title = "Is it taken?", Handler = Handler.Agent, At = Noon }, Proposal("taken", ProposalKind.Knowledge, ProposalState.Taken),
            new Case { Id = "policy", Title = "Is it a policy?", Handler = Handler.Agent, At = Noon }, Proposal("policy", ProposalKind.Policy, ProposalState.Open));

        var need = Assert.Single((await Get<GapBoard>().ListAsync(new DeadEndRange(), 10)).Needs);

        Assert.Equal((2, 2, 0, 2), (need.Cases, need.Reviews, need.Searches, need.Costed));
        Assert.Equal((3, 6), (need.MeanCostUsd, need.WorthUsd));
    }

    [Fact]
    public async Task Without_any_cost_the_number_of_cases_alone_decides()
    {
        await ArrangeAsync("one", 1, null);
        await ArrangeAsync("three", 3, null);

        var list = await Get<GapBoard>().ListAsync(new DeadEndRange(), 10);

        Assert.False(list.CostsKnown);
        Assert.Equal(["three", "one"], list.Needs.Select(n => n.Question));
        Assert.All(list.Needs, n => Assert.Null(n.WorthUsd));
    }

    [Fact]
    public async Task Answers_are_what_reviewers_wrote()
    {
        await ArrangeAsync("gift", 1, null);
        var review = Review("gift-0", Verdict.Corrected);
        review.FinalAnswer = "As store credit.";
        await Store.AddAsync(review);

        Assert.Equal("As store credit.", Assert.Single(await Get<GapBoard>().AnswersAsync("gift")).Text);
    }

    [Fact]
    public void Only_a_colleagues_lines_are_answers_never_the_agents()
    {
        Step Said(Role role, string text) => new() { Id = text, Kind = StepKind.Message, Role = role, Text = text };
        var folded = new FoldedCase(new Case { Id = "c" }, [Said(Role.Customer, "May I?"), Said(Role.Agent, "I do not know."), Said(Role.Human, "As store credit."), Said(Role.Human, " ")], [], []);

        Assert.Equal(["As store credit."], GapBoard.LinesOf(folded).Select(a => a.Text));
    }

    private async Task ArrangeAsync(string gap, int cases, double? cost)
    {
        await Store.AddAsync(new KnowledgeGap { Key = gap, Question = gap, Words = gap });
        for (var i = 0; i < cases; i++)
        {
            await Store.AddAsync(
                new Case { Id = $"{gap}-{i}", Handler = Handler.Agent, At = Noon, CostUsd = cost, HandoffKind = HandoffKind.MissingKnowledge },
                new Retrieval { CaseId = $"{gap}-{i}", StepId = "s", Source = "help", Question = gap, Form = gap, Gap = gap, Miss = RetrievalMiss.Empty, At = Noon, Day = DateOnly.FromDateTime(Noon).DayNumber },
                new Retrieval { CaseId = $"{gap}-{i}", StepId = "t", Source = "help", Question = gap, Form = gap, Gap = gap, Miss = RetrievalMiss.Empty, At = Noon, Day = DateOnly.FromDateTime(Noon).DayNumber });
        }
    }

    private int _items;

    private CaseReview Review(string caseId, Verdict verdict) => new() { ItemId = ++_items, CaseId = caseId, ReviewerId = "r", ReviewerName = "ray", At = Noon, Verdict = verdict, Rationale = "r" };
}
