using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Signals;

public sealed class GapPagesTests : PageTest
{
    private const string Key = "00112233445566aa";

    protected override void AddStage(IServiceCollection services)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSignals();
    }

    [Fact]
    public void Without_a_miss_the_page_says_how_gaps_come_about()
    {
        SignIn("kim", AccessPolicies.CanSeeKpis);

        var page = Render<GapsPage>();

        page.WaitForAssertion(() => Assert.Contains("Gaps appear by themselves", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gap_shows_how_often_it_was_missed_and_leads_to_its_questions_and_cases()
    {
        SignIn("kim", AccessPolicies.CanSeeKpis);
        await ArrangeAsync();

        var list = Render<GapsPage>();
        list.WaitForAssertion(() => Assert.Equal($"/signals/gaps/{Key}", list.Find(".signal-groups tbody th a").GetAttribute("href")));
        Assert.Contains("2 empty, 1 poor fit", list.Find(".signal-groups tbody tr").TextContent, StringComparison.Ordinal);

        var page = Render<GapPage>(p => p.Add(x => x.Gap, Key));
        page.WaitForAssertion(() => Assert.Equal("return a gift", page.Find("h1").TextContent));
        Assert.Contains("gift returns2 searches", page.Find(".signal-counts li").TextContent.Replace("\n", "", StringComparison.Ordinal).Replace(" 2", "2", StringComparison.Ordinal).Trim(), StringComparison.Ordinal);
        Assert.Contains("0.62: a tenth of the best scores in 60 resolved cases lie below", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/cases/c3?step=s", page.Find(".signal-cases tbody th a").GetAttribute("href"));
        Assert.Contains("Opening hours", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_that_nobody_knows_says_so()
    {
        SignIn("kim", AccessPolicies.CanSeeKpis);

        var page = Render<GapPage>(p => p.Add(x => x.Gap, "nothing"));

        page.WaitForAssertion(() => Assert.Contains("There is no such gap", page.Markup, StringComparison.Ordinal));
    }

    private Task ArrangeAsync() => Store.AddAsync([
        new KnowledgeGap { Key = Key, Question = "return a gift", Words = "gift return" },
        new RetrievalSource { Source = "help", Threshold = .62, ResolvedCases = 60 },
        .. Enumerable.Range(1, 3).SelectMany(d => new object[]
        {
            new Case { Id = $"c{d}", Handler = Handler.Agent, At = Day(d), HandedOff = d == 1 },
            new Retrieval
            {
                CaseId = $"c{d}", StepId = "s", Source = "help", Question = d == 3 ? "return a gift" : "gift returns", Form = Key, Gap = Key, At = Day(d), Day = DateOnly.FromDateTime(Day(d)).DayNumber,
                Miss = d == 3 ? RetrievalMiss.LowScore : RetrievalMiss.Empty, TopScore = d == 3 ? .4 : null, Documents = d == 3 ? 1 : 0, Returned = d == 3 ? ["Opening hours"] : [], HandedOff = d == 1,
            },
        })]);

    private static DateTime Day(int day) => new(2026, 3, day, 12, 0, 0, DateTimeKind.Utc);
}
