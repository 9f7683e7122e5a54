using Acsr.Policies;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases.Curation;

/// <summary>Reads what the store knows of items besides themselves: who tests and who trains already, and the clauses that they cite.</summary>
public sealed class CurationReader(IDbContextFactory<ConsoleDbContext> contexts, CitationReader citations, TimeProvider clock)
{
    public async Task<CurationFacts> ReadAsync(IReadOnlyList<TrainingItem> items, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var released = await (from row in db.ReleaseRows
                              join one in db.Cases on row.CaseId equals one.Id into cases
                              from one in cases.DefaultIfEmpty()
                              select new { row.CaseId, one.Customer, row.HeldOut }).Distinct().ToListAsync(cancellationToken);
        var gold = await (from known in db.KnownAnswers
                          join one in db.Cases on known.CaseId equals one.Id into cases
                          from one in cases.DefaultIfEmpty()
                          select new { known.CaseId, one.Customer }).Distinct().ToListAsync(cancellationToken);
        HashSet<string> tests = new(StringComparer.Ordinal), trains = new(StringComparer.Ordinal);
        void Add(HashSet<string> names, string caseId, string? customer)
        {
            names.Add(caseId);
            if (customer is not null) { names.Add(customer); }
        }

        foreach (var row in released) { Add(row.HeldOut ? tests : trains, row.CaseId, row.Customer); }
        foreach (var known in gold) { Add(tests, known.CaseId, known.Customer); }
        return new CurationFacts { Tests = tests, Trains = trains, Clauses = await ClausesAsync(db, items, cancellationToken) };
    }

    private async Task<IReadOnlyDictionary<string, CitedWords>> ClausesAsync(ConsoleDbContext db, IReadOnlyList<TrainingItem> items, CancellationToken cancellationToken)
    {
        var cited = items.Select(i => i.Review.Clause).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var states = await citations.StatesAsync(cited, cancellationToken);
        var policies = cited.Select(c => ClauseCitation.TryParse(c, out var parsed) ? parsed.PolicyId : null).OfType<string>().Distinct().ToList();
        var words = (await db.ClausesInForce(clock.GetUtcNow().UtcDateTime).AsNoTracking().Where(c => EF.Parameter(policies).Contains(c.PolicyId)).Select(c => new { c.PolicyId, c.ClauseId, c.Text }).ToListAsync(cancellationToken))
            .ToDictionary(c => (c.PolicyId, c.ClauseId), c => c.Text);
        return cited.ToDictionary(c => c, c => new CitedWords(states[c], ClauseCitation.TryParse(c, out var parsed) ? words.GetValueOrDefault((parsed.PolicyId, parsed.ClauseId)) : null), StringComparer.Ordinal);
    }
}
