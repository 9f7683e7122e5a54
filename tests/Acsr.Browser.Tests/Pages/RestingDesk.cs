using Acsr.Access;
using Acsr.Delivery;
using Acsr.Finding;
using Acsr.Improvement;
using Acsr.Journeys;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Signals.Gaps;
using Acsr.Signals.Groups;

namespace Acsr.Pages;

/// <summary>A desk on which every page has something to show.</summary>
public sealed class RestingDesk : Desk
{
    private readonly Dictionary<string, string> _addresses = [];

    /// <summary>An address in which a word in braces stands for something of this desk.</summary>
    public string Fill(string path) => _addresses.Aggregate(path, (filled, known) => filled.Replace($"{{{known.Key}}}", known.Value, StringComparison.Ordinal));

    protected override async Task ArrangeAsync()
    {
        await OpenShopAsync();
        await OpenDemoAsync();
        await AddAsync("ruth", Roles.Reviewer);
        await ReviewAsync("ruth", 3);
        var chosen = (await Get<CandidateBoard>().OverviewAsync()).Ids;
        var approved = Assert.IsType<CreateOutcome.Created>(await Get<ReleaseDesk>().CreateAsync("parcels-1", chosen, "test")).Id;
        await Get<ReleaseDesk>().ApproveAsync(approved, "somebody", "somebody");
        var reviewed = await ReviewAsync("ruth", 2);

        var open = await Get<ReviewLists>().ListAsync(ReviewFilter.Open, "", null, 200, null, default);
        var cited = ShopCases.Clause[(ShopCases.Clause.IndexOf('/', StringComparison.Ordinal) + 1)..ShopCases.Clause.IndexOf('@', StringComparison.Ordinal)];
        await Get<PolicyImport>().ImportAsync(ShopCases.PolicyId, ShopCases.NextPolicy, DateTime.UtcNow.AddDays(10), "test", demo: false);
        await Get<PolicyDesk>().NoteAsync(ShopCases.PolicyId, cited, new ClauseNotes { Owner = "Claims", Severity = 4, Kind = ClauseKind.Obligation }, "test", seen: 0);
        _addresses["clause"] = cited;
        _addresses["overridden"] = open.First(row => row.Reasons.Contains(ReviewReason.Override)).CaseId;
        _addresses["dead end"] = open.First(row => row.Reasons.Contains(ReviewReason.DeadEnd)).CaseId;
        _addresses["item"] = $"{open[0].Id}";
        _addresses["settled"] = $"{(await Get<ReviewLists>().ListAsync(ReviewFilter.Done, "", null, 1, null, default))[0].Id}";
        await Get<MatrixSettings>().SetTargetAsync(MatrixRows.Find("M2")!, Segment.Whole, 0.05, "test", demo: false, default);
        await Get<WebhookDesk>().AddAsync("crm", "https://hooks.example.invalid/acsr", "test", default);
        _addresses["action"] = $"{(await Get<ImprovementWorker>().EvaluateAsync(default))[0]}";
        _addresses["alert"] = $"{await Get<AlertDesk>().SaveAsync(new AlertRule { Name = "Many overrides", Kpi = "override_rate", Threshold = 0.05, Above = true, WindowDays = 60, ChangedBy = "" }, "test", default)}";
        await Get<AlertWorker>().EvaluateAsync(default);
        while (await Get<CaseTextWorker>().RunOnceAsync(default)) { }
        DashboardTile[] tiles = [new("Figure", "figure", "kpi=fcr&range=all"), new("Trend", "trend", "kpi=override_rate&by=intent&range=all"), new("Table", "breakdown", "kpi=override_rate&by=intent&and=channel&range=all"), new("Hours", "hours", "kpi=handoff_rate&range=all"), new("Spread", "distribution", "kpi=handling_time_mean&range=all")];
        _addresses["dashboard"] = $"{await Get<Dashboards>().AddAsync("somebody", "somebody", "Mornings", shared: true, tiles, default)}";
        _addresses["release"] = $"{approved}";
        while (await Get<GapWorker>().RunOnceAsync(default)) { }
        _addresses["group"] = (await Get<DeadEndGroupReader>().ListAsync(new DeadEndRange(), [], 1, default)).Groups[0].Group.Key;
        _addresses["gap"] = (await Get<GapReader>().ListAsync(new DeadEndRange(), 1, default)).Gaps[0].Gap.Key;
        Assert.Equal(2, reviewed.Count);
    }
}
