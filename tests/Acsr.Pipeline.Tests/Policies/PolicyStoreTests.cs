using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Policies;

public sealed class PolicyStoreOnSqlite : PolicyStoreTests<SqliteStore>;

public sealed class PolicyStoreOnPostgres : PolicyStoreTests<PostgresStore>;

public abstract class PolicyStoreTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private const string Text = "# Fees\n\n## Refunds\n\n- Refund within ten days of the purchase.\n- Ask for the order number first.\n";
    private static readonly DateTime Monday = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services.AddPolicies());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private PolicyImport Import => _store.Services.GetRequiredService<PolicyImport>();
    private PolicyReader Reader => _store.Services.GetRequiredService<PolicyReader>();

    [Fact]
    public async Task A_document_becomes_version_1_and_the_same_text_again_changes_nothing()
    {
        Assert.Equal(new PolicyImportOutcome.Imported(1, Added: 2, Changed: 0, Removed: 0, Same: 0), await ImportAsync(Text));
        Assert.Equal(new PolicyImportOutcome.Unchanged(1), await ImportAsync("\uFEFF" + Text.ReplaceLineEndings("\r\n")));

        Assert.Equal(2, await _store.WithAsync(db => db.Clauses.CountAsync()));
        var policy = Assert.Single(await Reader.ListAsync());
        Assert.Equal(("fees", "Fees", 1), (policy.Id, policy.Title, policy.InForce));
        Assert.Equal(2, Assert.Single(policy.Versions).Clauses);
    }

    [Fact]
    public async Task A_new_version_keeps_the_old_one_and_its_citations()
    {
        await ImportAsync(Text);
        var edited = Text.Replace("ten", "twenty", StringComparison.Ordinal) + "- Never refund twice for the same order.\n";

        var preview = await Import.PreviewAsync("fees", edited, demo: false);
        var outcome = await ImportAsync(edited);

        Assert.Equal(new PolicyImportOutcome.Imported(2, Added: 1, Changed: 1, Removed: 0, Same: 1), outcome);
        Assert.Equal(outcome, preview.Outcome);
        Assert.Equal("refunds-1", Assert.Single(preview.Comparison!.Changed).After.ClauseId);
        Assert.Equal("Refund within ten days of the purchase.", (await Reader.FindClauseAsync("fees/refunds-1@1"))?.Text);
        Assert.Equal("Refund within twenty days of the purchase.", (await Reader.FindClauseAsync("fees/refunds-1@2"))?.Text);
        Assert.Equal(["refunds-1", "refunds-2", "refunds-3"], (await Reader.GetVersionAsync("fees", 2))!.Clauses.Select(c => c.ClauseId));
    }

    [Fact]
    public async Task An_id_of_any_earlier_version_is_not_given_again()
    {
        await ImportAsync(Text);
        await ImportAsync("## Refunds\n\n- Refund within ten days of the purchase.\n");
        await ImportAsync("## Refunds\n\n- Refund within ten days of the purchase.\n- Something else entirely.\n");

        Assert.Equal("Something else entirely.", (await Reader.FindClauseAsync("fees/refunds-3@3"))?.Text);
    }

    [Theory]
    [InlineData("fees@1")]
    [InlineData("fees/refunds-9@1")]
    [InlineData("fees/refunds-1@2")]
    [InlineData("fees/refunds-1")]
    [InlineData("because the manual says so")]
    public async Task A_citation_of_nothing_finds_nothing(string citation)
    {
        await ImportAsync(Text);

        Assert.Null(await Reader.FindClauseAsync(citation));
    }

    [Fact]
    public async Task The_highest_version_that_has_taken_effect_is_in_force()
    {
        await ImportAsync(Text, Monday);
        await ImportAsync(Text + "- A third.\n", Monday.AddDays(7));

        Assert.Null(await Reader.VersionInForceAsync("fees", Monday.AddTicks(-1)));
        Assert.Equal(1, await Reader.VersionInForceAsync("fees", Monday));
        Assert.Equal(1, await Reader.VersionInForceAsync("fees", Monday.AddDays(7).AddSeconds(-1)));
        Assert.Equal(2, await Reader.VersionInForceAsync("fees", Monday.AddDays(7)));
    }

    [Fact]
    public async Task Search_looks_at_the_versions_in_force_only_and_ranks_ids_before_headings_before_texts()
    {
        await ImportAsync(Text, Monday);
        await ImportAsync(Text + "- Refunds of a day to come.\n", DateTime.UtcNow.AddDays(1));
        await Import.ImportAsync("orders", "## Returns\n\n- Send a REFUNDS form.\n- Nothing.\n", Monday, "Kim", demo: false);

        Assert.Equal(["fees/refunds-1@1", "fees/refunds-2@1", "orders/returns-1@1"], (await Reader.SearchClausesAsync("refunds", 10)).Select(c => c.Citation));
        Assert.Equal(["fees/refunds-2@1"], (await Reader.SearchClausesAsync(" NUMBER  refunds ", 10)).Select(c => c.Citation));
        Assert.Equal(["orders/returns-2@1"], (await Reader.SearchClausesAsync("orders/returns-2@1", 10)).Select(c => c.Citation));
        Assert.Equal(3, (await Reader.SearchClausesAsync("", 3)).Count);
    }

    [Theory]
    [InlineData("Airline", "Rule.", "lower-case")]
    [InlineData("air--line", "Rule.", "lower-case")]
    [InlineData("airline\n", "Rule.", "lower-case")]
    [InlineData("airline", "# Only a heading", "no clause")]
    [InlineData("airline", "Rule\0.", "NUL")]
    public async Task What_is_no_policy_is_refused_with_the_reason(string id, string markdown, string reason)
    {
        var outcome = await Import.ImportAsync(id, markdown, Monday, "Kim", demo: false);

        Assert.Contains(reason, Assert.IsType<PolicyImportOutcome.Refused>(outcome).Reason, StringComparison.Ordinal);
        Assert.Equal(outcome, (await Import.PreviewAsync(id, markdown, demo: false)).Outcome);
        Assert.Empty(await Reader.ListAsync());
    }

    [Fact]
    public async Task What_is_too_large_or_too_deep_is_refused()
    {
        Assert.Contains("bytes", Reason(await ImportAsync(new string('x', PolicyImport.MaxBytes + 1))), StringComparison.Ordinal);
        Assert.Contains("clauses", Reason(await ImportAsync(string.Concat(Enumerable.Repeat("- x\n", PolicyImport.MaxClauses + 1)))), StringComparison.Ordinal);
        Assert.Contains("deeply", Reason(await ImportAsync(new string('>', 5_000) + "x")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imports_at_the_same_moment_each_become_a_version_or_are_refused()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ImportAsync(Text + $"- Rule number {i}.\n"))));

        var versions = outcomes.OfType<PolicyImportOutcome.Imported>().Select(o => o.Version).Order().ToList();
        Assert.Equal(Enumerable.Range(1, versions.Count), versions);
        Assert.Equal(8, versions.Count + outcomes.OfType<PolicyImportOutcome.Refused>().Count());
        Assert.Equal(versions.Count, (await Reader.ListAsync())[0].Versions.Count);
    }

    [Fact]
    public async Task The_demo_desk_and_real_policies_keep_apart()
    {
        await ImportAsync(Text);
        await Import.ImportAsync("demo-fees", Text, Monday, "Kim", demo: true);

        Assert.Contains("real", Reason(await Import.ImportAsync("fees", Text + "More.", Monday, "Kim", demo: true)), StringComparison.Ordinal);
        Assert.Contains("demo desk", Reason(await Import.ImportAsync("demo-fees", Text, Monday, "Kim", demo: false)), StringComparison.Ordinal);
    }

    private Task<PolicyImportOutcome> ImportAsync(string markdown, DateTime? effectiveFrom = null) =>
        Import.ImportAsync("fees", markdown, effectiveFrom ?? Monday, "Kim", demo: false);

    private static string Reason(PolicyImportOutcome outcome) => Assert.IsType<PolicyImportOutcome.Refused>(outcome).Reason;
}
