using Acsr.Cases.Prices;
using Acsr.Ingest;

namespace Acsr.Cases;

/// <summary>What operators say that cases are folded by. Immutable: one fold, one view of it.</summary>
/// <param name="Conventions">Of tools and spans.</param>
/// <param name="Prices">Of tokens, calls and minutes.</param>
/// <param name="Revision">Grows with every change.</param>
public sealed record FoldSettings(Conventions Conventions, PriceBook Prices, long Revision)
{
    /// <summary>Nobody has said anything.</summary>
    public static readonly FoldSettings None = new(Conventions.None, PriceBook.Empty, 0);
}
