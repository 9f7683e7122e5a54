using System.Text;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Review;

public sealed class ReadAheadOnSqlite : ReadAheadTests<SqliteStore>;

public sealed class ReadAheadOnPostgres : ReadAheadTests<PostgresStore>;

/// <summary>What comes next is read while the present item is read, and only where it still holds.</summary>
public abstract class ReadAheadTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly Reviewer Ann = new("ann", "ANN");

    private readonly TStore _store = new();
    private readonly TestClock _clock = new() { Now = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc) };

    private ReviewSessions Sessions => _store.Services.GetRequiredService<ReviewSessions>();

    private ReviewQueue Queue => _store.Services.GetRequiredService<ReviewQueue>();

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddIngest().AddCases().AddPolicies().AddSignals().AddReview().Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
        await _store.Services.GetRequiredService<IngestWriter>().StartAsync(default);
        await TellAsync([.. Enumerable.Range(1, 3).SelectMany(n => new[]
        {
            $$"""{"id":"a{{n}}","type":"step","case":"c-{{n}}","kind":"action","name":"refund_order","input":{"ticket":"A{{n}}"},"confidence":0.9,"time":"2026-05-04T08:0{{n}}:10Z"}""",
            $$"""{"id":"o{{n}}","type":"override","case":"c-{{n}}","original":{"action":"refund_order"},"final":{"action":"deny_refund"},"time":"2026-05-04T08:0{{n}}:50Z"}""",
        })]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.Services.GetRequiredService<IngestWriter>().StopAsync(default);
        await _store.DisposeAsync();
    }

    private async Task TellAsync(params string[] lines)
    {
        await _store.Services.GetRequiredService<EventIntake>().AcceptAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), lines: true, "test", feedbackOnly: false);
        _clock.Now += TimeSpan.FromMinutes(1);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
    }

    private async Task<(ReviewSession Session, IReadOnlyList<ReadAhead> Ahead)> BeginAsync()
    {
        var lease = (await Queue.NextAsync("ann", default)).Lease!;
        var session = (await Sessions.OpenAsync(lease.ItemId, Ann, claim: true, default))!;
        return (session, await Sessions.ReadAheadAsync(Ann, null, session.Item, default));
    }

    [Fact]
    public async Task The_next_item_opens_with_all_of_it_from_what_was_read_before()
    {
        var (_, ahead) = await BeginAsync();
        var read = Assert.Single(ahead);
        Assert.Equal(("ann", 1), await _store.WithAsync(async db => (await db.ReviewItems.Where(i => i.LeasedBy != null).Select(i => i.LeasedBy!).SingleAsync(), await db.ReviewItems.CountAsync(i => i.LeasedBy != null))));
        // What the store holds besides the item is taken away, and is there nevertheless.
        await _store.WithAsync(async db => await db.Signals.ExecuteDeleteAsync() + await db.Segments.ExecuteDeleteAsync());

        var next = (await Sessions.OpenAsync(read.ItemId, Ann, claim: true, ahead, default))!;

        Assert.Equal(("refund_order", "deny_refund"), (next.Form.OriginalAction, next.Form.FinalAction));
        Assert.Contains(next.Case!.Steps, step => step.Name == "refund_order");
        Assert.NotEmpty(next.Signals);
    }

    [Fact]
    public async Task News_of_the_case_in_between_is_not_missed()
    {
        var (_, ahead) = await BeginAsync();
        var read = Assert.Single(ahead);
        var caseId = read.Case!.Facts.Id;
        await TellAsync($$"""{"id":"late","type":"step","case":"{{caseId}}","kind":"tool","name":"get_refund_status","time":"2026-05-04T08:09:30Z"}""");

        var next = (await Sessions.OpenAsync(read.ItemId, Ann, claim: true, ahead, default))!;

        Assert.DoesNotContain(read.Case.Steps, step => step.Name == "get_refund_status");
        Assert.Contains(next.Case!.Steps, step => step.Name == "get_refund_status");
    }

    [Fact]
    public async Task The_review_just_written_is_among_the_precedents_of_the_next_of_its_group()
    {
        var (session, ahead) = await BeginAsync();
        (session.Form.Rationale, session.Form.DataPoint) = ("The ticket was used.", "flown = true");
        Assert.Equal(SubmitOutcome.Accepted, (await session.SubmitAsync(default)).Outcome);

        var next = (await Sessions.OpenAsync(Assert.Single(ahead).ItemId, Ann, claim: true, ahead, default))!;

        Assert.Equal(session.Item.CaseId, Assert.Single(next.Precedents).CaseId);
    }

    [Fact]
    public async Task What_a_colleague_handed_over_and_what_was_drawn_at_random_is_read_as_well()
    {
        var ids = await _store.WithAsync(db => db.ReviewItems.OrderByDescending(i => i.Priority).ThenBy(i => i.Id).Select(i => i.Id).ToListAsync());
        await _store.WithAsync(db => db.ReviewItems.Where(i => i.Id == ids[2]).ExecuteUpdateAsync(i => i.SetProperty(x => x.InclusionProbability, 0.1)));
        Assert.Equal(ids[1..], await Queue.PeekAsync("ann", null, ids[0], default));

        await _store.AddAsync(new ReviewEscalation { ItemId = ids[2], To = "ann", ById = "bob", ByName = "BOB", Reason = "?" });

        Assert.Equal([ids[2]], await Queue.PeekAsync("ann", null, ids[0], default));
    }
}
