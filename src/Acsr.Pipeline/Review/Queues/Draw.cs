using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Acsr.Review;

/// <summary>Lots that fall the same way however often they are drawn: a case that is folded again is neither in nor out anew.</summary>
public static class Draw
{
    /// <summary>Uniform over [0, 1) by the id, independent for each purpose.</summary>
    public static double Of(string id, string purpose)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{id}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>
    /// The probability with which a case was drawn for the random stratum, or null where it was not: every ended case that is no baseline
    /// is drawn with the rate in force when it began, independent of all others (formats H11).
    /// </summary>
    /// <param name="facts">The case.</param>
    /// <param name="rates">In any order.</param>
    public static double? RandomSample(Cases.Case facts, IReadOnlyList<ReviewSamplingRate> rates)
    {
        if (facts.ClosedAt is null || facts.Baseline) { return null; }
        var rate = rates.Where(r => r.From <= facts.At).MaxBy(r => r.From)?.Rate ?? 0;
        return rate > 0 && Of(facts.Id, "random-sample") < rate ? rate : null;
    }
}
