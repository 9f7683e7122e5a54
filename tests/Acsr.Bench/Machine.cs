using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Acsr.Bench;

/// <summary>What this process and the others on the machine use, from Linux's <c>/proc</c>.</summary>
internal static class Machine
{
    /// <summary>Ticks a second of <c>/proc/stat</c>: fixed at 100 for all of Linux's user space.</summary>
    private const double Hertz = 100;

    public static void Describe() => Report.Line($"machine: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}, {RuntimeInformation.OSDescription}");

    /// <summary>CPU seconds of this process.</summary>
    public static double OwnCpu() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>CPU seconds of the calling thread; for threads that never await.</summary>
    public static double ThreadCpu() =>
        double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e9;

    /// <summary>Bytes that this process caused to be written to disks.</summary>
    public static long Written() => long.Parse(
        File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))["write_bytes:".Length..], CultureInfo.InvariantCulture);

    /// <summary>CPU seconds of all processes together.</summary>
    private static double AllCpu()
    {
        // user nice system idle iowait irq softirq steal
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]) / Hertz;
    }

    /// <summary>How many cores the others used, on average, since it was made.</summary>
    internal sealed class OthersWatch
    {
        private readonly double _all = AllCpu();
        private readonly double _own = OwnCpu();
        private readonly long _start = Stopwatch.GetTimestamp();

        public double Cores => Math.Max(0, AllCpu() - _all - (OwnCpu() - _own)) / Stopwatch.GetElapsedTime(_start).TotalSeconds;
    }
}
