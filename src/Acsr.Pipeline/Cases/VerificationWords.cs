using Acsr.Ingest;

namespace Acsr.Cases;

/// <summary>Results of checks of the system of record: their words, their order, and which of them hold (O1). Pure.</summary>
public static class VerificationWords
{
    /// <summary>The word on the wire.</summary>
    public static string Of(Verification result) => result switch
    {
        Verification.Confirmed => "confirmed",
        Verification.Contradicted => "contradicted",
        Verification.NotFound => "not_found",
        Verification.TimedOut => "timed_out",
        Verification.None => "",
    };

    /// <summary>What a word on the wire stands for; none for any other.</summary>
    public static Verification Of(string word) => word switch
    {
        "confirmed" => Verification.Confirmed,
        "contradicted" => Verification.Contradicted,
        "not_found" => Verification.NotFound,
        "timed_out" => Verification.TimedOut,
        _ => Verification.None,
    };

    /// <summary>The worse of two: contradicted before not found, timed out, confirmed, none.</summary>
    public static Verification Worse(Verification a, Verification b) => Badness(a) >= Badness(b) ? a : b;

    /// <summary>Of each check the last result; a check is who checks, which action and which step.</summary>
    /// <param name="events">In order of time.</param>
    internal static IReadOnlySet<VerificationEvent> Standing(IReadOnlyList<CaseEvent> events) =>
        events.OfType<VerificationEvent>().GroupBy(check => (check.By, check.Action, check.Target)).Select(same => same.Last()).ToHashSet();

    private static int Badness(Verification result) => result switch
    {
        Verification.Contradicted => 4,
        Verification.NotFound => 3,
        Verification.TimedOut => 2,
        Verification.Confirmed => 1,
        Verification.None => 0,
    };
}
