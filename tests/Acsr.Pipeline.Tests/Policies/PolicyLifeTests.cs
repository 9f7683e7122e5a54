using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Policies;

public sealed class PolicyLifeOnSqlite : PolicyLifeTests<SqliteStore>;

public sealed class PolicyLifeOnPostgres : PolicyLifeTests<PostgresStore>;

/// <summary>What happens to a policy and its clauses after the first import: dates, notes, and the story of a clause.</summary>
public abstract class PolicyLifeTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private const string First = "# Fees\n\n## Refunds\n\n- Refund within ten days of the purchase.\n- Ask for the order number first.\n";
    private static readonly string Second = First.Replace("ten", "twenty", StringComparison.Ordinal);

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services.AddPolicies());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private PolicyImport Import => _store.Services.GetRequiredService<PolicyImport>();
    private PolicyReader Reader => _store.Services.GetRequiredService<PolicyReader>();
    private ClauseReader Clauses => _store.Services.GetRequiredService<ClauseReader>();
    private PolicyDesk Desk => _store.Services.GetRequiredService<PolicyDesk>();

    [Fact]
    public async Task The_documents_own_words_hold_unless_the_importer_says_otherwise()
    {
        const string front = "---\ntitle: What we charge\nowner: Claims\nsource: https://wiki.example.com/fees\neffective_from: 2026-03-01\neffective_to: 2026-03-31\n---\n";
        await ImportAsync(front + First);
        await ImportAsync(front + Second, r => r with { EffectiveFrom = Day(4, 1), EffectiveTo = Day(5, 1), Owner = "Kim" });

        var policy = (await Reader.FindAsync("fees"))!;

        Assert.Equal("What we charge", policy.Title);
        Assert.Equal([("Kim", Day(4, 1), Day(5, 1)), ("Claims", Day(3, 1), (DateTime?)Day(4, 1))], policy.Versions.Select(v => (v.Owner, v.EffectiveFrom, v.EffectiveTo)));
        Assert.All(policy.Versions, v => Assert.Equal("https://wiki.example.com/fees", v.SourceUri));
    }

    [Fact]
    public async Task A_version_that_would_overlap_another_is_refused_and_one_to_come_is_not()
    {
        await ImportAsync(First, r => r with { EffectiveFrom = Day(3, 1), EffectiveTo = Day(4, 1) });

        Assert.Contains("overlap", Refusal(await ImportAsync(Second, r => r with { EffectiveFrom = Day(2, 1) }), RefusalField.Dates), StringComparison.Ordinal);
        Assert.Contains("overlap", Refusal(await ImportAsync(Second, r => r with { EffectiveFrom = Day(3, 15) }), RefusalField.Dates), StringComparison.Ordinal);
        Assert.Contains("before it begins", Refusal(await ImportAsync(Second, r => r with { EffectiveFrom = Day(5, 1), EffectiveTo = Day(5, 1) }), RefusalField.Dates), StringComparison.Ordinal);
        Assert.IsType<PolicyImportOutcome.Imported>(await ImportAsync(Second, r => r with { EffectiveFrom = DateTime.UtcNow.AddYears(3) }));
        Assert.Null((await Reader.FindAsync("fees"))!.InForce);
    }

    [Fact]
    public async Task An_import_on_top_of_a_version_that_nobody_saw_is_refused()
    {
        await ImportAsync(First, r => r with { BasedOn = 0 });

        Assert.Contains("meanwhile", Refusal(await ImportAsync(Second, r => r with { BasedOn = 0 }), RefusalField.Text), StringComparison.Ordinal);
        Assert.IsType<PolicyImportOutcome.Imported>(await ImportAsync(Second, r => r with { BasedOn = 1 }));
    }

    [Fact]
    public async Task A_preview_tells_what_is_doubtful_what_may_be_named_and_what_to_know()
    {
        await ImportAsync(First, r => r with { EffectiveFrom = Day(3, 1) });

        var preview = await Import.PreviewAsync(new PolicyImportRequest("fees", Second, "", Demo: false) { EffectiveFrom = Day(3, 1), EffectiveTo = Day(6, 1) });

        Assert.Equal(["refunds-1"], preview.Nameable.Select(c => c.ClauseId));
        Assert.Equal(new PolicySpan(2, Day(3, 1), Day(6, 1)), preview.Span);
        Assert.Collection(preview.Notes,
            note => Assert.Contains("replaces it altogether", note, StringComparison.Ordinal),
            note => Assert.Contains("After 31 May 2026 no version is in force", note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Once_it_has_ended_nothing_of_a_policy_is_in_force_or_offered()
    {
        await ImportAsync(First, r => r with { EffectiveFrom = Day(3, 1), EffectiveTo = Day(4, 1) });

        Assert.Equal(1, await Reader.VersionInForceAsync("fees", Day(4, 1).AddTicks(-1)));
        Assert.Null(await Reader.VersionInForceAsync("fees", Day(4, 1)));
        Assert.Empty(await Reader.SearchClausesAsync("refund", 10));
        Assert.Equal("Refund within ten days of the purchase.", (await Reader.FindClauseAsync("fees/refunds-1@1"))?.Text);
    }

    [Fact]
    public async Task The_end_of_the_last_version_can_be_set_and_taken_away()
    {
        await ImportAsync(First);
        await ImportAsync(Second);

        Assert.IsType<PolicyChangeOutcome.Refused>(await Desk.EndAsync("fees", 1, Day(9, 1), "Kim"));
        Assert.IsType<PolicyChangeOutcome.Refused>(await Desk.EndAsync("fees", 2, Day(1, 1), "Kim"));
        Assert.IsType<PolicyChangeOutcome.Done>(await Desk.EndAsync("fees", 2, Day(9, 1), "Kim"));
        Assert.IsType<PolicyChangeOutcome.Unchanged>(await Desk.EndAsync("fees", 2, Day(9, 1), "Kim"));
        Assert.Equal(Day(9, 1), (await Reader.FindAsync("fees"))!.Versions[0].EffectiveTo);
        Assert.IsType<PolicyChangeOutcome.Done>(await Desk.EndAsync("fees", 2, null, "Kim"));

        var told = await _store.WithAsync(db => db.AuditEntries.Where(e => e.Action == "policy.ended").OrderBy(e => e.Id).Select(e => e.After).ToListAsync());
        Assert.Equal(["in force until 31 Aug 2026", "without an end"], told);
    }

    [Fact]
    public async Task Notes_belong_to_the_clause_and_go_on_with_its_id_until_somebody_says_otherwise()
    {
        await ImportAsync(First);
        var notes = new ClauseNotes { Owner = " Claims ", Severity = 4, Kind = ClauseKind.Obligation, Remedy = "Pay it back." };
        Assert.IsType<PolicyChangeOutcome.Done>(await Desk.NoteAsync("fees", "refunds-1", notes, "Kim", seen: 0));
        await ImportAsync(Second);

        var story = (await Clauses.FindAsync("fees", "refunds-1"))!;
        var profile = Assert.Single(story.Profiles);
        Assert.Equal(("Claims", 4, ClauseKind.Obligation, "Pay it back.", ClauseStatus.Active), (profile.Owner, profile.Severity, profile.Kind, profile.Remedy, profile.Status));
        Assert.NotEqual(story.At(2)!.TextHash, profile.TextHash);

        Assert.IsType<PolicyChangeOutcome.Done>(await Desk.NoteAsync("fees", "refunds-1", ClauseNotes.Of(profile), "Lea", seen: 1));
        Assert.IsType<PolicyChangeOutcome.Unchanged>(await Desk.NoteAsync("fees", "refunds-1", ClauseNotes.Of(profile), "Lea", seen: 2));
        story = (await Clauses.FindAsync("fees", "refunds-1"))!;
        Assert.Equal(["Lea", "Kim"], story.Profiles.Select(p => p.By));
        Assert.Equal(story.At(2)!.TextHash, story.Profiles[0].TextHash);
        Assert.Equal(2, (await Clauses.ProfilesAsync("fees"))["refunds-1"].Number);
        Assert.Null(await _store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    [Fact]
    public async Task Notes_that_cannot_be_or_that_overwrite_a_colleagues_are_refused()
    {
        await ImportAsync(First);
        await Desk.NoteAsync("fees", "refunds-1", new ClauseNotes { Severity = 2 }, "Kim", seen: 0);

        Assert.Contains("Kim changed this meanwhile", Reason(await Desk.NoteAsync("fees", "refunds-1", new ClauseNotes { Severity = 3 }, "Lea", seen: 0)), StringComparison.Ordinal);
        Assert.Contains("1 to 5", Reason(await Desk.NoteAsync("fees", "refunds-1", new ClauseNotes { Severity = 6 }, "Lea", seen: 1)), StringComparison.Ordinal);
        Assert.Contains("No version", Reason(await Desk.NoteAsync("fees", "refunds-9", new ClauseNotes(), "Lea", seen: 0)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_clause_is_not_offered_and_can_still_be_read()
    {
        await ImportAsync(First);
        await Desk.NoteAsync("fees", "refunds-1", new ClauseNotes { Status = ClauseStatus.Suspended }, "Kim", seen: 0);

        Assert.Equal(["refunds-2"], (await Reader.SearchClausesAsync("", 10)).Select(c => c.ClauseId));
        Assert.NotNull(await Reader.FindClauseAsync("fees/refunds-1@1"));

        await Desk.NoteAsync("fees", "refunds-1", new ClauseNotes(), "Kim", seen: 1);
        Assert.Equal(2, (await Reader.SearchClausesAsync("", 10)).Count);
    }

    [Fact]
    public async Task The_story_of_a_clause_tells_what_each_version_did_to_it()
    {
        await ImportAsync(First);
        await ImportAsync(Second);
        await ImportAsync(Second + "- Never refund twice.\n");
        await ImportAsync("# Fees\n\n## Refunds\n\n- Ask for the order number first.\n");

        var story = (await Clauses.FindAsync("fees", "refunds-1"))!;

        Assert.Equal([(4, ClauseStep.Removed), (3, ClauseStep.Kept), (2, ClauseStep.Reworded), (1, ClauseStep.Added)], story.History.Select(h => (h.Version.Version, h.Step)));
        Assert.Equal([(4, ClauseStep.Kept), (3, ClauseStep.Added)], (await Clauses.FindAsync("fees", "refunds-2"))!.History.Select(h => (h.Version.Version, h.Step)).Where(h => h.Step == ClauseStep.Kept).Take(1)
            .Concat((await Clauses.FindAsync("fees", "refunds-3"))!.History.Select(h => (h.Version.Version, h.Step)).Where(h => h.Step == ClauseStep.Added)));
        Assert.Null(await Clauses.FindAsync("fees", "refunds-9"));
    }

    [Theory]
    [InlineData("fees/refunds-2@1", CitationState.InForce)]
    [InlineData("fees/refunds-1@1", CitationState.Reworded)]
    [InlineData("fees/refunds-1@2", CitationState.InForce)]
    [InlineData("fees/refunds-3@2", CitationState.Removed)]
    [InlineData("fees/refunds-9@1", CitationState.Unknown)]
    [InlineData("over/refunds-1@1", CitationState.NoneInForce)]
    [InlineData("as the manual says", CitationState.Unknown)]
    public async Task A_citation_is_known_to_be_in_force_or_not_by_its_words(string citation, CitationState state)
    {
        await ImportAsync(First);
        await ImportAsync(Second + "- Never refund a used ticket.\n");
        await ImportAsync(Second);
        await Import.ImportAsync(new PolicyImportRequest("over", First, "Kim", Demo: false) { EffectiveFrom = Day(1, 1), EffectiveTo = Day(2, 1) });

        var states = await _store.Services.GetRequiredService<CitationReader>().StatesAsync([citation]);

        Assert.Equal(state, states[citation]);
    }

    private Task<PolicyImportOutcome> ImportAsync(string markdown, Func<PolicyImportRequest, PolicyImportRequest>? with = null)
    {
        var request = new PolicyImportRequest("fees", markdown, "Kim", Demo: false);
        return Import.ImportAsync(with is null ? request with { EffectiveFrom = markdown.StartsWith("---", StringComparison.Ordinal) ? null : Day(1, 5) } : with(request));
    }

    private static string Refusal(PolicyImportOutcome outcome, RefusalField field)
    {
        var refused = Assert.IsType<PolicyImportOutcome.Refused>(outcome);
        Assert.Equal(field, refused.Field);
        return refused.Reason;
    }

    private static string Reason(PolicyChangeOutcome outcome) => Assert.IsType<PolicyChangeOutcome.Refused>(outcome).Reason;

    private static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);
}
