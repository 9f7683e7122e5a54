using System.Text.Json;
using Acsr.Beacon;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Knowledge;
using Acsr.Review;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Gaps;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;
using Acsr.Signals.Standards;
using Acsr.Store;
using Microsoft.Extensions.Configuration;

namespace Acsr.Commands;

public sealed class SampleSettingsTests
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "appsettings.sample.json");

    private static readonly IConfigurationRoot Settings = new ConfigurationBuilder().AddJsonFile(Sample).Build();

    [Fact]
    public void Every_option_is_in_the_sample_with_its_default_and_nothing_else_is()
    {
        AssertDefaults(StoreOptions.Section, new StoreOptions());
        AssertDefaults(IngestOptions.Section, new IngestOptions());
        AssertDefaults(CaseOptions.Section, new CaseOptions());
        AssertDefaults(DeadEndOptions.Section, new DeadEndOptions());
        AssertDefaults(SentimentOptions.Section, new SentimentOptions());
        AssertDefaults(DeadEndGroupOptions.Section, new DeadEndGroupOptions());
        AssertDefaults(GapOptions.Section, new GapOptions());
        AssertDefaults(StandardOptions.Section, new StandardOptions());
        AssertDefaults(BeaconOptions.Section, new BeaconOptions());
        AssertDefaults(ReviewOptions.Section, new ReviewOptions());
        AssertDefaults(KnowledgeOptions.Section, new KnowledgeOptions());
        AssertDefaults(DeliveryOptions.Section, new DeliveryOptions());
        Assert.Equal(
            ["AllowedHosts", "Beacon", "Cases", "DeadEndGroups", "DeadEnds", "Delivery", "ForwardedHeaders", "Gaps", "Ingest", "Knowledge", "Logging", "OpenTelemetry", "Review", "Sentiment", "Standards", "Store", "Urls"],
            Settings.GetChildren().Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["KnownNetworks"], Settings.GetSection("ForwardedHeaders").GetChildren().Select(s => s.Key));
        Assert.Equal(("", false), (Settings["OpenTelemetry:Endpoint"], Settings.GetValue<bool>("Logging:Json")));
    }

    [Fact]
    public void Every_setting_has_a_comment()
    {
        var lines = File.ReadAllLines(Sample).Select(line => line.Trim()).ToList();

        var bare = lines.Index().Where(l => l.Item.StartsWith('"') && !l.Item.EndsWith('{') && !lines[l.Index - 1].StartsWith("//", StringComparison.Ordinal)).Select(l => l.Item);
        Assert.Empty(bare);
    }

    [Fact]
    public async Task The_console_runs_on_the_sample_as_it_is()
    {
        using var console = new ConsoleProcess();
        File.Copy(Sample, Path.Combine(console.Folder, "appsettings.json"));

        var (code, _, error) = await console.RunAsync("db", "migrate");

        Assert.Equal((0, ""), (code, error));
        Assert.True(File.Exists(console.Store));
    }

    private static void AssertDefaults<T>(string name, T defaults) where T : new()
    {
        var section = Settings.GetSection(name);
        var properties = typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order(StringComparer.Ordinal);
        Assert.Equal(properties, section.GetChildren().Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.Equal(JsonSerializer.Serialize(defaults), JsonSerializer.Serialize(section.Get<T>()));
    }
}
