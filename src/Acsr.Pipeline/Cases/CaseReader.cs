using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Cases;

/// <summary>Reads one case with its steps, folded at the moment of reading: what is shown is what the events say.</summary>
public sealed class CaseReader(IDbContextFactory<ConsoleDbContext> contexts, FoldBook book, IOptions<CaseOptions> options)
{
    /// <summary>The case, or null when nothing is known of it.</summary>
    public async Task<FoldedCase?> ReadAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inputs = await CaseSegments.LoadAsync(db, [caseId], cancellationToken);
        return CaseFold.Fold(inputs[caseId], options.Value, await book.CurrentAsync(db, cancellationToken));
    }
}
