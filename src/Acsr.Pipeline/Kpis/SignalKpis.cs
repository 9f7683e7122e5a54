using Acsr.Kpis.Columns;
using Acsr.Signals;

namespace Acsr.Kpis;

/// <summary>KPIs that count rungs of the ladder, what the time after a case shows, and what customers answer.</summary>
public static class SignalKpis
{
    public static readonly KpiDefinition ConfirmedResolutionRate = new()
    {
        Id = "confirmed_resolution_rate",
        Name = "Confirmed resolution rate",
        Unit = "ratio",
        Window = "7 days after the end, unless configured otherwise",
        Rungs = [Cases.Resolution.Confirmed, Cases.Resolution.Verified],
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases on the rungs confirmed (the customer said so, or did not come back about it within 7 days unless configured otherwise) and verified (a check downstream said so) ÷ cases the agent took part in whose end is known and none of whose windows is open. Where customer or intent is unknown, staying away confirms nothing.",
        Population = row => KpiDefinitions.IsEnded(row) && !row.Unsettled,
        Counted = row => row.Resolution.IsConfirmed(),
    };

    public static readonly KpiDefinition DurableResolutionRate = new()
    {
        Id = "durable_resolution_rate",
        Name = "Durable resolution rate",
        Unit = "ratio",
        Window = "7 days after the end, unless configured otherwise",
        Rungs = [Cases.Resolution.Assumed, Cases.Resolution.Confirmed, Cases.Resolution.Verified],
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases on the rungs assumed, confirmed and verified whose customer did not come back about it within the window (7 days unless configured otherwise) after the end ÷ cases the agent took part in whose outcome, customer and intent are known and whose window has closed.",
        Population = row => row.AgentInvolved && row.DurablyResolved is not null,
        Counted = row => row.DurablyResolved == true && row.Resolution.IsResolved(),
    };

    public static readonly KpiDefinition FirstContactResolution = new()
    {
        Id = "fcr",
        Name = "First-contact resolution",
        Unit = "ratio",
        Counts = "first contacts",
        Window = "7 days after the end, unless configured otherwise",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "First contacts that were solved, whoever solved them and on whatever rung, and about which the customer did not come back, by reopening or in a new case of the same intent, within the window (7 days unless configured otherwise) after the end ÷ first contacts whose outcome, customer and intent are known and whose window has closed. A case that takes up an earlier one is no first contact.",
        Population = row => row.FirstContactResolved is not null,
        Counted = row => row.FirstContactResolved == true,
    };

    public static readonly KpiDefinition RecontactRate = new()
    {
        Id = "recontact_rate",
        Name = "Post-resolution contact rate",
        Unit = "ratio",
        Window = "7 days after the end, unless configured otherwise",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases whose customer came back about it, by reopening or in a new case of the same intent, within the window (7 days unless configured otherwise) after the end ÷ cases that ended as solved, whoever solved them, whose customer and intent are known and whose window has closed. All rungs.",
        Population = row => row.Recontacted is not null,
        Counted = row => row.Recontacted == true,
    };

    public static readonly KpiDefinition ReengagementRate = new()
    {
        Id = "reengagement_rate",
        Name = "Re-engagement rate",
        Unit = "ratio",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases that begin within the window (7 days unless configured otherwise) after the end of the same customer's case before of the same intent, solved or not ÷ all cases. A case whose customer or intent is unknown takes up none. All rungs; known as soon as a case begins.",
        Population = _ => true,
        Counted = row => row.Reengages,
    };

    public static readonly KpiDefinition CesMean = new()
    {
        Id = "ces_mean",
        Name = "Customer effort",
        Unit = "score",
        Counts = "answers",
        Band = KpiBand.Experience,
        Kind = KpiKind.Mean,
        HigherIsBetter = true,
        Definition = "Mean of the customer effort score, brought from the survey's own scale to 1 (most effort) to 7 (least); over cases with an answer.",
        Population = row => row.Ces is not null,
        Column = CaseColumns.Ces,
    };

    public static readonly KpiDefinition CesTop = new()
    {
        Id = "ces_top",
        Name = "Low-effort share",
        Unit = "ratio",
        Counts = "answers",
        Band = KpiBand.Experience,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases whose customer effort score is 5 or more of 7, 7 being the least effort ÷ cases with an answer.",
        Population = row => row.Ces is not null,
        Counted = row => row.Ces >= 5 - 1e-9,
    };

    public static readonly KpiDefinition SurveyResolvedRate = new()
    {
        Id = "survey_resolved_rate",
        Name = "Resolved, by the customer's word",
        Unit = "ratio",
        Counts = "answers",
        Band = KpiBand.Experience,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases whose customer answered yes when asked whether the issue was resolved ÷ cases with an answer. All rungs.",
        Population = row => row.SurveyResolved is not null,
        Counted = row => row.SurveyResolved == true,
    };

    public static readonly KpiDefinition CsatResponseRate = new()
    {
        Id = "csat_response_rate",
        Name = "CSAT response rate",
        Unit = "ratio",
        Counts = "customers asked",
        Band = KpiBand.Experience,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases with a satisfaction score ÷ cases to whose customer a survey that asks for it was sent. No data where nobody says that surveys were sent.",
        Population = row => row.SurveyInvited,
        Counted = row => row.Csat is not null,
    };

    public static readonly KpiDefinition SentimentShift = new()
    {
        Id = "sentiment_shift",
        Name = "Sentiment shift",
        ShortName = "First to last",
        Unit = "score",
        Counts = "scored cases",
        Band = KpiBand.Experience,
        Kind = KpiKind.Mean,
        HigherIsBetter = true,
        Definition = "Mean over cases of how the customer's sentiment moved, −2 to +2: the last third of the scored messages less the first (of up to three messages the last less the first); over cases with two scored messages or more. A signal, not a verdict.",
        Population = row => row.SentimentShift is not null,
        Column = CaseColumns.SentimentShift,
    };

    public static readonly KpiDefinition BacktrackingRate = new()
    {
        Id = "backtracking_rate",
        Name = "Backtracking rate",
        Unit = "ratio",
        Band = KpiBand.Reliability,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases in which the agent undid, repeated or changed again a change of its own ÷ cases the agent took part in.",
        Population = row => row.AgentInvolved,
        Counted = row => row.Backtracks > 0,
    };
}
