using Acsr.Store;

namespace Acsr.Cases;

/// <summary>
/// A later stage's part in the unit of work that folds cases: it adds its rows to the same context, and all of it is written together
/// or not at all. Judges are called in the order of the stages.
/// </summary>
public interface ICaseJudge
{
    /// <param name="db">The unit of work; the judge does not commit it.</param>
    /// <param name="cases">The cases as folded; a judge may set the facts that are its own.</param>
    /// <param name="vanished">Cases of which nothing is left, because their spans turned out to belong elsewhere.</param>
    /// <param name="now">UTC.</param>
    Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken);
}
