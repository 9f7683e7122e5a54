using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Acsr.Effects;

/// <summary>
/// Draws the arm of a case: a hash decides, so that the same case gets the same arm whoever asks, whenever, on whatever node. Who is held out is drawn by a
/// lot of its own that all experiments share: the same cases stay as they were through all of them. Pure.
/// </summary>
public static class ExperimentLot
{
    /// <summary>What cases get that stay as they were.</summary>
    public const string HoldOut = "hold-out";

    private const string HoldOutSalt = "acsr-hold-out";

    /// <summary>The arm of a running experiment.</summary>
    public static string Draw(Experiment experiment, string caseId)
    {
        if (IsHeldOut(experiment, caseId)) { return HoldOut; }
        var arms = experiment.Arms.OrderBy(a => a.Position).ToList();
        var at = Number(experiment.Salt, caseId) * arms.Sum(a => a.Share);
        foreach (var arm in arms) { if ((at -= arm.Share) < 0) { return arm.Name; } }
        return arms[^1].Name;
    }

    /// <summary>The case is kept as it was.</summary>
    public static bool IsHeldOut(Experiment experiment, string caseId) => Number(HoldOutSalt, caseId) < experiment.HoldOut;

    /// <summary>From 0 to below 1, evenly: the first 53 bits of SHA-256 over salt and case.</summary>
    public static double Number(string salt, string caseId) =>
        (BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{caseId}"))) >> 11) / (double)(1UL << 53);
}
