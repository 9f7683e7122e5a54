using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Finding;

public sealed class CaseFinderOnSqlite : CaseFinderTests<SqliteStore>;

public sealed class CaseFinderOnPostgres : CaseFinderTests<PostgresStore>;

/// <summary>The list of cases: pages along an index, facets, and words that were said.</summary>
public abstract class CaseFinderTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Begin = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private CaseFinder Finder => Get<CaseFinder>();

    protected override void Configure(IServiceCollection services) => services.AddFinding();

    [Theory]
    [InlineData(CaseSort.Newest)]
    [InlineData(CaseSort.Oldest)]
    [InlineData(CaseSort.Risk)]
    [InlineData(CaseSort.Dearest)]
    [InlineData(CaseSort.Longest)]
    [InlineData(CaseSort.Csat)]
    [InlineData(CaseSort.Mood)]
    public async Task Pages_give_every_case_once_and_in_order_whatever_ties_there_are(CaseSort sort)
    {
        await GivenAsync(250);

        var found = await AllAsync(new CaseQuery { Sort = sort }, 17);

        var all = await Store.WithAsync(db => db.Cases.AsNoTracking().ToListAsync());
        double? Value(Case c) => CaseOrder.ValueOf(c, sort);
        var expected = sort is CaseSort.Newest or CaseSort.Oldest ? all : all.FindAll(c => Value(c) is { } value && (sort != CaseSort.Risk || value > 0));
        Assert.Equal(expected.Select(c => c.Id).Order(StringComparer.Ordinal), found.Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.Equal(sort switch
        {
            CaseSort.Newest => found.OrderByDescending(c => c.At).Select(c => c.At),
            CaseSort.Oldest => found.OrderBy(c => c.At).Select(c => c.At),
            _ => found.Select(c => c.At),
        }, found.Select(c => c.At));
        var values = found.ConvertAll(Value);
        Assert.Equal(sort is CaseSort.Csat or CaseSort.Mood ? values.Order() : values.OrderDescending(), values);
    }

    [Fact]
    public async Task A_page_begins_behind_the_row_before_it_whatever_came_in_meanwhile()
    {
        await GivenAsync(30);
        var first = await Finder.PageAsync(new CaseQuery(), null, 10, default);
        await Store.AddAsync(new Case { Id = "newer", At = Begin.AddYears(1), Sequence = 1_000 });

        var second = await Finder.PageAsync(new CaseQuery(), first.Next, 10, default);

        Assert.Empty(first.Rows.Select(c => c.Id).Intersect(second.Rows.Select(c => c.Id)));
        Assert.DoesNotContain(second.Rows, c => c.Id == "newer");
    }

    [Fact]
    public async Task A_declared_tag_is_a_facet_and_narrows_the_list_down()
    {
        await Store.AddAsync(new Case { Id = "a", At = Begin, Tags = ["plan=gold", "vip"], Sequence = 1 }, new Case { Id = "b", At = Begin, Tags = ["plan=blue"], Sequence = 2 }, new Case { Id = "c", At = Begin, Tags = ["plan=gold"], Sequence = 3 });

        var facet = Assert.Single((await Finder.FacetsAsync(new CaseQuery(), default)).Facets, f => f.Id.StartsWith("tag:", StringComparison.Ordinal));

        Assert.Equal("tag:plan", facet.Id);
        Assert.Equal([new FacetValue("gold", 2), new FacetValue("blue", 1)], facet.Values);
        var narrowed = new CaseQuery { Cases = new KpiQuery().With(KpiDimension.Find(facet.Id)!, "gold") };
        Assert.Equal(["c", "a"], (await Finder.PageAsync(CaseQuery.Parse(narrowed.ToString()), null, 10, default)).Rows.Select(c => c.Id));
    }

    [Fact]
    public async Task News_are_the_matching_cases_that_came_in_or_changed_since()
    {
        await Store.AddAsync(new Case { Id = "a", At = Begin, Intent = "refund", Sequence = 1 }, new Case { Id = "b", At = Begin, Intent = "refund", Sequence = 2 }, new Case { Id = "c", At = Begin, Intent = "return", Sequence = 3 });

        Assert.Equal(1, await Finder.NewsAsync(CaseQuery.Parse("intent=refund"), 1, 0, 100, default));
        Assert.Equal(2, await Finder.NewsAsync(new CaseQuery(), 0, 0, 2, default));
        Assert.Equal(0, await Finder.NewsAsync(new CaseQuery(), 3, 0, 100, default));
    }

    [Fact]
    public async Task Filters_and_facets_say_the_same()
    {
        await GivenAsync(120);

        var facets = await Finder.FacetsAsync(new CaseQuery(), default);

        Assert.Equal((120, false), (facets.Count, facets.More));
        foreach (var (id, query) in new (string, Func<string, CaseQuery>)[]
        {
            ("intent", v => CaseQuery.Parse($"intent={v}")), ("agent", v => CaseQuery.Parse($"agent={v}")), ("channel", v => CaseQuery.Parse($"channel={v}")),
            ("rung", v => CaseQuery.Parse($"rung={v}")), ("handler", v => CaseQuery.Parse($"handler={v}")), ("severity", v => CaseQuery.Parse($"severity={v}")),
        })
        {
            var facet = Assert.Single(facets.Facets, f => f.Id == id);
            foreach (var (value, count) in facet.Values) { Assert.Equal(count, (await AllAsync(query(value), 50)).Count); }
        }
    }

    [Fact]
    public async Task The_cases_behind_a_kpi_are_those_of_the_engine_and_narrow_down_further()
    {
        await GivenAsync(700);
        var query = new CaseQuery { Kpi = "dead_end_rate", Part = KpiPart.Counted };

        var found = await AllAsync(query, 33);

        var engine = await Get<KpiEngine>().CasesAsync(query.KpiDefinition, KpiPart.Counted, query.Cases, default);
        Assert.NotEmpty(engine);
        Assert.Equal(engine.Select(r => r.Id), found.Select(c => c.Id));
        Assert.Equal(found.Count, (await Finder.FacetsAsync(query, default)).Count);
        Assert.Equal(found.Where(c => c.Language == "de").Select(c => c.Id), (await AllAsync(query with { Cases = query.Cases with { Language = "de" } }, 5)).Select(c => c.Id));
    }

    [Fact]
    public async Task Tags_unknown_values_and_the_time_before_the_agent_are_asked_for_as_the_engine_does()
    {
        await Store.AddAsync(
            new Case { Id = "a", At = Begin, Tags = ["brand=50%_off", "shop=é\"1"], Sequence = 1 }, new Case { Id = "b", At = Begin, Tags = ["brand=50xxoff"], Intent = "refund", Sequence = 2 },
            new Case { Id = "c", At = Begin, Baseline = true, Tags = ["brand=50%_off"], Sequence = 3 });
        await Store.WithAsync(db => db.ChangeCounters.Where(c => c.Id == 1).ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, 3)));

        foreach (var (query, expected) in new[] { ("tag=brand%3D50%25_off", "a"), ("tag=shop%3D%C3%A9%221", "a"), ("intent=(unknown)", "a"), ("intent=refund", "b"), ("baseline=true", "c"), ("", "a|b"), ("baseline=true&tag=brand%3D50%25_off", "c") })
        {
            var asked = CaseQuery.Parse(query);
            Assert.Equal(expected, string.Join('|', (await AllAsync(asked, 10)).Select(c => c.Id).Order(StringComparer.Ordinal)));
            Assert.Equal(expected, string.Join('|', (await Get<KpiEngine>().CasesAsync(null, KpiPart.Population, asked.Cases, default)).Select(r => r.Id).Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task Words_are_found_by_who_said_them_with_what_stands_around_them()
    {
        await SayAsync("c1", "My parcel W-1001 never arrived, très fâché", "I will look into the delivery.");
        await SayAsync("c2", "Where is my refund?", "Your parcel is on its way.");
        await SayAsync("c3", "Hello", "Hello");
        await IndexAsync();

        Assert.Equal(["c1", "c2"], await FoundAsync("parcel"));
        Assert.Equal(["c1"], await FoundAsync("parcel", TextSide.Customer));
        Assert.Equal(["c2"], await FoundAsync("parcel", TextSide.Agent));
        Assert.Equal(["c1"], await FoundAsync("W-1001"));
        Assert.Equal(["c1"], await FoundAsync("never arri"));
        Assert.Equal(["c1"], await FoundAsync("\"parcel w-1001\""));
        Assert.Empty(await FoundAsync("\"w-1001 parcel\""));
        Assert.Equal(["c1"], await FoundAsync("fâché"));
        Assert.Empty(await FoundAsync("!!!"));
        Assert.Empty(await FoundAsync("parcel nowhere"));
        var excerpt = (await Finder.ExcerptsAsync(new CaseQuery { Text = "arrived" }, ["c1", "c2"], default)).Single().Value;
        Assert.Equal(("c1", "arrived"), (excerpt.CaseId, excerpt.Parts[1]));
    }

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("a:b & c | !d <-> (e)")]
    [InlineData("NEAR(x y) AND NOT {Customer} : ^z *")]
    [InlineData("'; DROP TABLE \"Cases\"; --")]
    public async Task What_looks_like_an_operator_is_looked_for_as_words(string text)
    {
        await SayAsync("c1", $"He said {text} to me", "Pardon?");
        await IndexAsync();

        Assert.Equal(["c1"], await FoundAsync(text));
    }

    [Fact]
    public async Task A_case_that_goes_takes_its_words_along_and_one_that_changes_is_found_by_the_new_ones()
    {
        await SayAsync("c1", "The kettle is broken", "Sorry");
        await IndexAsync();
        await SendAsync([new MessageEvent { Id = "c1-more", Case = "c1", Time = Begin.AddHours(1), Role = "customer", Text = "And so is the toaster" }]);
        await FoldAsync();
        await IndexAsync();
        Assert.Equal(["c1"], await FoundAsync("toaster"));
        Assert.Equal(["c1"], await FoundAsync("kettle"));

        await Store.WithAsync(db => db.Cases.ExecuteDeleteAsync());

        Assert.Empty(await FoundAsync("kettle"));
        Assert.Equal(0, await Store.WithAsync(db => db.CaseTexts.CountAsync()));
        await SayAsync("c2", "Only a lamp", "Fine");
        await IndexAsync();
        Assert.Equal(["c2"], await FoundAsync("lamp"));
    }

    [Fact]
    public async Task While_folding_is_behind_nothing_is_indexed_and_no_two_nodes_do_the_same()
    {
        await SayAsync("c1", "The kettle is broken", "Sorry");
        await Store.AddAsync(new CaseWork { CaseId = "late", DueAt = DateTime.UtcNow.AddMinutes(-5) });
        Assert.False(await Get<CaseTextWorker>().RunOnceAsync(default));
        Assert.Empty(await FoundAsync("kettle"));

        await Store.WithAsync(db => db.CaseWork.ExecuteDeleteAsync());
        await Store.WithAsync(async db => await db.ClaimAsync(CaseTextWorker.Lease, DateTime.UtcNow, TimeSpan.FromMinutes(1), default));
        Assert.False(await Get<CaseTextWorker>().RunOnceAsync(default));
        Assert.Empty(await FoundAsync("kettle"));
    }

    [Fact]
    public async Task A_customers_cases_stand_around_one_in_time()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 9).Select(n => new Case { Id = $"k{n}", At = Begin.AddDays(n), Customer = "u-1", Sequence = n + 1 })]);

        var around = await Finder.NeighboursAsync("u-1", Begin.AddDays(4), 2, default);

        Assert.Equal(["k2", "k3", "k4", "k5", "k6"], around.Select(c => c.Id));
    }

    private async Task<List<Case>> AllAsync(CaseQuery query, int take)
    {
        var found = new List<Case>();
        for (string? after = null; ;)
        {
            var page = await Finder.PageAsync(query, after, take, default);
            found.AddRange(page.Rows);
            if ((after = page.Next) is null) { return found; }
        }
    }

    private async Task<List<string>> FoundAsync(string text, TextSide side = TextSide.Both) =>
        [.. (await AllAsync(new CaseQuery { Text = text, In = side }, 10)).Select(c => c.Id).Order(StringComparer.Ordinal)];

    private async Task SayAsync(string id, string customer, string agent)
    {
        await SendAsync([
            new MessageEvent { Id = $"{id}-1", Case = id, Time = Begin, Role = "customer", Text = customer },
            new MessageEvent { Id = $"{id}-2", Case = id, Time = Begin.AddMinutes(1), Role = "agent", Text = agent },
        ]);
        await FoldAsync();
    }

    private async Task IndexAsync()
    {
        await Store.WithAsync(db => db.CaseWork.ExecuteDeleteAsync());
        while (await Get<CaseTextWorker>().RunOnceAsync(default)) { }
    }

    private async Task GivenAsync(int count)
    {
        var random = new Random(7);
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(count, default);
        for (var n = 0; n < count; n++)
        {
            // Few different values, so that there are ties.
            db.Cases.Add(new Case
            {
                Id = $"case-{n:000}",
                At = Begin.AddHours(random.Next(60)),
                Intent = "intent-" + random.Next(4),
                Agent = "agent-" + random.Next(2),
                Channel = random.Next(3) == 0 ? null : "chat",
                Language = random.Next(2) == 0 ? "de" : "en",
                Handler = (Handler)random.Next(4),
                Resolution = (Resolution)random.Next(8),
                DeadEnd = random.Next(4) == 0 ? Severity.High : Severity.None,
                Risk = random.Next(3) / 4.0,
                CostUsd = random.Next(3) == 0 ? null : random.Next(5) / 7.0,
                HandlingSeconds = random.Next(4) == 0 ? null : random.Next(9) * 1.1,
                Csat = random.Next(2) == 0 ? null : random.Next(5) / 4.0,
                Sentiment = random.Next(2) == 0 ? null : (random.Next(5) / 2.0) - 1,
                Sequence = sequence + n,
            });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
