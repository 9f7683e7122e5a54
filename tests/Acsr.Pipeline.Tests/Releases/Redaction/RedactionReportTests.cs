namespace Acsr.Releases.Redaction;

public sealed class RedactionReportTests
{
    [Fact]
    public void Found_missed_and_wrong_are_counted_by_kind()
    {
        var report = RedactionReport.Of(["a [[EMAIL_ADDRESS|jane@example.org]] b [[EMAIL_ADDRESS|jane at example]]", "ip 192.168.10.20 here", "I am [[PERSON|Unintroduced Person-Name]] maybe"]);

        Assert.Equal(3, report.Texts);
        Assert.Contains(new RedactionLine("EMAIL_ADDRESS", 1, 1, 0), report.Lines);
        Assert.Contains(new RedactionLine("IP_ADDRESS", 0, 0, 1), report.Lines);
        Assert.Contains(("EMAIL_ADDRESS", "jane at example"), report.MissedValues);
        Assert.Null(report.Lines.Single(l => l.Entity == "IP_ADDRESS").Recall);
    }

    /// <summary>What has check digits is found without exception.</summary>
    [Fact]
    public void On_the_own_set_all_that_has_check_digits_is_found_and_what_is_missed_is_told()
    {
        var report = RedactionReport.Own;

        foreach (var kind in new[] { "CREDIT_CARD", "IBAN_CODE", "UK_NHS", "ABA_ROUTING", "DE_TAX_ID", "US_SSN" })
        {
            var line = report.Lines.Single(l => l.Entity == kind);
            Assert.Equal((kind, 0), (line.Entity, line.Missed));
        }

        Assert.Contains(("PERSON", "Tomasz Kowalski"), report.MissedValues);
        Assert.True(report.All.Found > 2 * report.All.Missed, string.Join("; ", report.MissedValues));
        TestContext.Current.TestOutputHelper!.WriteLine($"{report.All}: missed {string.Join("; ", report.MissedValues)}");
    }
}
