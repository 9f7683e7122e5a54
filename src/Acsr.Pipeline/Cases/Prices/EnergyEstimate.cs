namespace Acsr.Cases.Prices;

/// <summary>
/// What a call takes in energy at the provider's, by EcoLogits' method (formats K.2): energy of the GPUs per output token, fitted to measured
/// models of known size, and of the server for as long as the answer takes; times the data centre's overhead. Without training, without
/// networks, without the customer's device.
/// </summary>
public static class EnergyEstimate
{
    /// <summary>What the method is called wherever a figure of it is shown.</summary>
    public const string Method = "EcoLogits";

    private const double Alpha = 1.1665273e-6;
    private const double Beta = -0.0112059;
    private const double Gamma = 4.0529281e-5;
    private const double Batch = 64;
    private const double GpuMemory = 80;
    private const double Overhead = 1.2;
    private const double BytesPerParameter = 2;
    private const double ServerKilowatts = 1.2;
    private const double GpusPerServer = 8;

    /// <summary>Watt-hours, from the smallest to the largest estimate of the model's size; null where its size is unknown.</summary>
    /// <param name="price">The model.</param>
    /// <param name="outputTokens">Of the call, reasoning included.</param>
    /// <param name="seconds">How long the call took; the method takes the smaller of this and its own estimate. Null: not measured.</param>
    public static (double Low, double High)? Of(ModelPrice price, long outputTokens, double? seconds = null) =>
        price is { ActiveLow: { } activeLow, ActiveHigh: { } activeHigh, TotalLow: { } totalLow, TotalHigh: { } totalHigh, Pue: { } pue }
            ? (WattHours(activeLow, totalLow, outputTokens, pue, seconds), WattHours(activeHigh, totalHigh, outputTokens, pue, seconds))
            : null;

    /// <summary>Watt-hours of a call.</summary>
    /// <param name="active">Parameters at work for a token, in billions.</param>
    /// <param name="total">All parameters, in billions.</param>
    /// <param name="outputTokens">Of the call.</param>
    /// <param name="pue">Power usage effectiveness.</param>
    /// <param name="seconds">Measured, or null.</param>
    public static double WattHours(double active, double total, long outputTokens, double pue, double? seconds = null)
    {
        var perGpu = outputTokens * ((Alpha * Math.Exp(Beta * Batch) * active) + Gamma);
        var gpus = Gpus(total);
        var latency = Math.Min(Latency(active, outputTokens), seconds ?? double.MaxValue);
        var server = latency / 3600 * ServerKilowatts * 1000 * gpus / GpusPerServer / Batch;
        return pue * (server + (gpus * perGpu));
    }

    /// <summary>How many GPUs of 80 GB hold a model at 16 bits a parameter; a power of two.</summary>
    internal static double Gpus(double total) => Math.Pow(2, Math.Ceiling(Math.Log2(Math.Ceiling(Overhead * total * BytesPerParameter / GpuMemory))));

    /// <summary>Seconds that an answer takes.</summary>
    internal static double Latency(double active, long outputTokens) => outputTokens * ((6.785088e-4 * active) + (3.119310e-4 * Batch) + 0.0194737171);
}
