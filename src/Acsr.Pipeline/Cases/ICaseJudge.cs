using Acsr.Store;

namespace Acsr.Cases;

/// <summary>
/// A later stage's part in the unit of work that folds cases: it adds its rows to <see cref="ConsoleDbContext.Rows"/>, and all of it is
/// written together or not at all. Judges are called in the order of the stages, and find there what those before them added.
/// </summary>
public interface ICaseJudge
{
    /// <param name="db">The unit of work; the judge does not commit it.</param>
    /// <param name="cases">The cases as folded; a judge may set the facts that are its own.</param>
    /// <param name="vanished">Cases of which nothing is left, because their spans turned out to belong elsewhere.</param>
    /// <param name="now">UTC.</param>
    Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken);
}

internal static class FoldedCases
{
    /// <summary>The cases of which rows of an earlier fold may be stored, which have to give way; most often there is none.</summary>
    public static List<string> StoredBefore(this IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished) =>
        [.. cases.Where(c => !c.IsNew).Select(c => c.Facts.Id), .. vanished];
}
