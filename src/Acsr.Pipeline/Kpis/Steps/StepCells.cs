using Acsr.Cases;
using Acsr.Statistics;

namespace Acsr.Kpis.Steps;

/// <summary>Which steps are added up together.</summary>
internal readonly record struct StepKey(DateTime Hour, StepKind Kind, string Name, string AgentVersion);

/// <summary>What some steps add up to.</summary>
internal sealed class StepCell
{
    public long Steps, Errors, InputTokens, OutputTokens, Metered, Costed;
    public double CostUsd;

    public LogSketch Latency { get; } = new();

    public void Add(Step step)
    {
        Steps++;
        if (step.Error is not null) { Errors++; }
        if (step.InputTokens is not null || step.OutputTokens is not null)
        {
            Metered++;
            InputTokens += step.InputTokens ?? 0;
            OutputTokens += step.OutputTokens ?? 0;
        }

        if (step.CostUsd is { } cost)
        {
            Costed++;
            CostUsd += cost;
        }

        if (step is { StartedAt: { } start, EndedAt: { } end } && end >= start) { Latency.Add((end - start).TotalSeconds); }
    }

    public void Write(BinaryWriter writer)
    {
        foreach (var number in new[] { Steps, Errors, InputTokens, OutputTokens, Metered, Costed }) { writer.Write7BitEncodedInt64(number); }
        writer.Write(CostUsd);
        Latency.Write(writer);
    }

    /// <summary>Adds what <see cref="Write"/> wrote, or takes it away.</summary>
    public void Read(BinaryReader reader, int sign = 1)
    {
        Steps += sign * reader.Read7BitEncodedInt64();
        Errors += sign * reader.Read7BitEncodedInt64();
        InputTokens += sign * reader.Read7BitEncodedInt64();
        OutputTokens += sign * reader.Read7BitEncodedInt64();
        Metered += sign * reader.Read7BitEncodedInt64();
        Costed += sign * reader.Read7BitEncodedInt64();
        CostUsd += sign * reader.ReadDouble();
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
        if (hour.Latency.Length > 0) { Latency.Read(new BinaryReader(new MemoryStream(hour.Latency, writable: false))); }
    }
}

/// <summary>What the steps of a case add to which hours.</summary>
internal static class StepCells
{
    private const int LongestName = 100;

    /// <summary>All steps but what was said and what people corrected: those are of no machine.</summary>
    public static byte[] Of(FoldedCase folded)
    {
        var cells = new Dictionary<StepKey, StepCell>();
        foreach (var step in folded.Steps.Where(s => s.Kind is not (StepKind.Message or StepKind.Override)))
        {
            var at = step.StartedAt ?? folded.Facts.At;
            var name = step.Kind == StepKind.Model ? step.Model ?? step.Name : step.Name;
            var key = new StepKey(at.Date.AddHours(at.Hour), step.Kind, name.Length > LongestName ? name[..LongestName] : name, folded.Facts.AgentVersion ?? "");
            if (!cells.TryGetValue(key, out var cell)) { cells[key] = cell = new StepCell(); }
            cell.Add(step);
        }

        if (cells.Count == 0) { return []; }
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
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
        using var reader = new BinaryReader(new MemoryStream(data, writable: false));
        while (reader.BaseStream.Position < data.Length)
        {
            var hour = new DateTime(reader.Read7BitEncodedInt64() * TimeSpan.TicksPerHour, DateTimeKind.Utc);
            var key = new StepKey(hour, (StepKind)reader.ReadByte(), reader.ReadString(), reader.ReadString());
            if (!cells.TryGetValue(key, out var cell)) { cells[key] = cell = new StepCell(); }
            cell.Read(reader, sign);
        }
    }
}
