namespace Acsr.Statistics;

/// <summary>
/// Always-valid inference (Robbins 1970; Johari et al. 2017; formats H7): an interval that holds at all looks together, so that looking every
/// day and stopping when it pleases keeps its promise of 95 %. The mixture is normal, of an effect with standard deviation τ.
/// </summary>
/// <remarks>
/// Assumes an estimate that is nearly normal and efficient, so that between looks it moves by independent increments: shares and means of
/// independent cases, and differences of these, also against a period that grows no more. Asymptotic: the first look comes after some dozens
/// of cases. τ is chosen before looking; a wrong one costs width and never validity.
/// </remarks>
public static class Sequential
{
    /// <summary>Half the width at one look: SE·√((1 + SE²/τ²)·ln((1 + τ²/SE²)/α²)).</summary>
    /// <param name="error">Standard error of the estimate at this look.</param>
    /// <param name="tau">The size of effects worth finding, in the estimate's unit.</param>
    /// <param name="alpha">Probability that any look of all misses the truth.</param>
    public static double HalfWidth(double error, double tau, double alpha = 0.05)
    {
        if (error == 0) { return 0; }
        var share = error * error / (tau * tau);
        return error * Math.Sqrt((1 + share) * Math.Log((1 + (1 / share)) / (alpha * alpha)));
    }

    /// <summary>Estimate ± <see cref="HalfWidth"/>.</summary>
    public static Interval Interval(double value, double error, double tau, double alpha = 0.05)
    {
        var half = HalfWidth(error, tau, alpha);
        return new Interval(value - half, value + half);
    }

    /// <summary>How much likelier the estimate is under the mixture than under no effect: √(V/(V+τ²))·exp(τ²δ²/(2V(V+τ²))), V being the squared error.</summary>
    public static double LikelihoodRatio(double value, double error, double tau)
    {
        var (v, t) = (error * error, tau * tau);
        return v == 0 ? 1 : Math.Sqrt(v / (v + t)) * Math.Exp(t * value * value / (2 * v * (v + t)));
    }

    /// <summary>p of one look, 1/Λ up to 1; of several looks the smallest holds.</summary>
    public static double P(double value, double error, double tau) => Math.Min(1, 1 / LikelihoodRatio(value, error, tau));

    /// <summary>Standard error of p2 − p1 with n in each arm (formats H7), at the harmonic mean where the arms differ.</summary>
    public static double ErrorOfShares(long successes1, long n1, long successes2, long n2)
    {
        var (p1, p2) = ((double)successes1 / n1, (double)successes2 / n2);
        return Math.Sqrt(((p1 * (1 - p1)) + (p2 * (1 - p2))) / (2.0 * n1 * n2 / (n1 + n2)));
    }

    /// <summary>
    /// Half the width of the asymptotic confidence sequence of a mean after t values (Waudby-Smith et al. 2021): σ·√(2(tρ²+1)/(t²ρ²)·ln(√(tρ²+1)/α)).
    /// </summary>
    public static double MeanHalfWidth(double sigma, long t, double rho, double alpha = 0.05)
    {
        var growth = (t * rho * rho) + 1;
        return sigma * Math.Sqrt(2 * growth / ((double)t * t * rho * rho) * Math.Log(Math.Sqrt(growth) / alpha));
    }

    /// <summary>The ρ that makes <see cref="MeanHalfWidth"/> narrowest about a number of values.</summary>
    public static double Rho(double at, double alpha = 0.05) => Math.Sqrt(((-2 * Math.Log(alpha)) + Math.Log((-2 * Math.Log(alpha)) + 1)) / at);
}
