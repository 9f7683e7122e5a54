using Acsr.Cases;
using Acsr.Statistics;

namespace Acsr.Kpis.Steps;

/// <summary>Which steps are added up together.</summary>
internal readonly record struct StepKey(DateTime Hour, StepKind Kind, string Name, string AgentVersion);

/// <summary>What some steps add up to.</summary>
internal sealed class StepCell
{
    public long Steps, Errors, InputTokens, OutputTokens, Metered, Costed, Powered;
    public double CostUsd, EnergyLowWh, EnergyHighWh;

    public LogSketch Latency { get; } = new();

    public void Add(Step step, StepCost reckoned)
    {
        Steps++;
        if (step.Error is not null) { Errors++; }
        if (step.InputTokens is not null || step.OutputTokens is not null)
        {
            Metered++;
            InputTokens += step.InputTokens ?? 0;
            OutputTokens += step.OutputTokens ?? 0;
        }

        if ((reckoned.Usd ?? step.CostUsd) is { } cost)
        {
            Costed++;
            CostUsd += cost;
        }

        if (reckoned is { EnergyLowWh: { } low, EnergyHighWh: { } high })
        {
            Powered++;
            (EnergyLowWh, EnergyHighWh) = (EnergyLowWh + low, EnergyHighWh + high);
        }

        if (step is { StartedAt: { } start, EndedAt: { } end } && end >= start) { Latency.Add((end - start).TotalSeconds); }
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var number in new[] { Steps, Errors, InputTokens, OutputTokens, Metered, Costed, Powered }) { writer.Write7BitEncodedInt64(number); }
        writer.Write(CostUsd);
        writer.Write(EnergyLowWh);
        writer.Write(EnergyHighWh);
        Latency.Write(writer);
    }

    /// <summary>Adds what <see cref="Write"/> wrote, or takes it away.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="sign">1 or -1.</param>
    /// <param name="withEnergy">False for what was written before energy was noted by step.</param>
    public void Read(BinaryReader reader, int sign = 1, bool withEnergy = true)
    {
        Steps += sign * reader.Read7BitEncodedInt64();
        Errors += sign * reader.Read7BitEncodedInt64();
        InputTokens += sign * reader.Read7BitEncodedInt64();
        OutputTokens += sign * reader.Read7BitEncodedInt64();
        Metered += sign * reader.Read7BitEncodedInt64();
        Costed += sign * reader.Read7BitEncodedInt64();
        if (withEnergy) { Powered += sign * reader.Read7BitEncodedInt64(); }
        CostUsd += sign * reader.ReadDouble();
        if (withEnergy) { (EnergyLowWh, EnergyHighWh) = (EnergyLowWh + (sign * reader.ReadDouble()), EnergyHighWh + (sign * reader.ReadDouble())); }
        Latency.Read(reader, sign);
    }

    /// <summary>Adds the steps of an hour.</summary>
    public void Add(StepHour hour)
    {
        Steps += hour.Steps;
        Errors += hour.Errors;
        InputTokens += hour.InputTokens;
        OutputTokens += hour.OutputTokens;
        Metered += hour.Metered;
        Costed += hour.Costed;
        CostUsd += hour.CostUsd;
        Powered += hour.Powered;
        EnergyLowWh += hour.EnergyLowWh;
        EnergyHighWh += hour.EnergyHighWh;
        if (hour.Latency.Length > 0) { Latency.Read(new BinaryReader(new MemoryStream(hour.Latency, writable: false))); }
    }
}

/// <summary>What the steps of a case add to which hours.</summary>
internal static class StepCells
{
    private const int LongestName = 100;

    // No cell begins so: an hour is the number of hours since the year 1, and never 0.
    private const byte WithEnergy = 0;

    /// <summary>All steps but what was said and what people corrected: those are of no machine.</summary>
    public static byte[] Of(FoldedCase folded)
    {
        var cells = new Dictionary<StepKey, StepCell>();
        foreach (var (n, step) in folded.Steps.Index().Where(s => s.Item.Kind is not (StepKind.Message or StepKind.Override)))
        {
            var at = step.StartedAt ?? folded.Facts.At;
            var name = step.Kind == StepKind.Model ? step.Model ?? step.Name : step.Name;
            var key = new StepKey(at.Date.AddHours(at.Hour), step.Kind, name.Length > LongestName ? name[..LongestName] : name, folded.Facts.AgentVersion ?? "");
            if (!cells.TryGetValue(key, out var cell)) { cells[key] = cell = new StepCell(); }
            cell.Add(step, n < folded.Costs.Count ? folded.Costs[n] : default);
        }

        if (cells.Count == 0) { return []; }
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(WithEnergy);
        // In order, so that the same steps make the same bytes.
        foreach (var (key, cell) in cells.OrderBy(c => c.Key.Hour).ThenBy(c => c.Key.Kind).ThenBy(c => c.Key.Name, StringComparer.Ordinal))
        {
            writer.Write7BitEncodedInt64(key.Hour.Ticks / TimeSpan.TicksPerHour);
            writer.Write((byte)key.Kind);
            writer.Write(key.Name);
            writer.Write(key.AgentVersion);
            cell.Write(writer);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Adds what <see cref="Of"/> made to the cells, or takes it away.</summary>
    public static void Read(byte[] data, Dictionary<StepKey, StepCell> cells, int sign)
    {
        if (data.Length == 0) { return; }
        using var reader = new BinaryReader(new MemoryStream(data, writable: false));
        var withEnergy = data[0] == WithEnergy;
        if (withEnergy) { reader.ReadByte(); }
        while (reader.BaseStream.Position < data.Length)
        {
            var hour = new DateTime(reader.Read7BitEncodedInt64() * TimeSpan.TicksPerHour, DateTimeKind.Utc);
            var key = new StepKey(hour, (StepKind)reader.ReadByte(), reader.ReadString(), reader.ReadString());
            if (!cells.TryGetValue(key, out var cell)) { cells[key] = cell = new StepCell(); }
            cell.Read(reader, sign, withEnergy);
        }
    }
}
