using MathNet.Numerics.LinearAlgebra;

namespace Acsr.Statistics;

/// <summary>Cases that are alike in all columns: how many, and how many came out as yes.</summary>
public sealed record LogisticCell(double[] X, double Yes, double N);

/// <summary>
/// Logistic regression by iteratively reweighted least squares (McCullagh and Nelder 1989) over cells of like cases, with White's errors, and
/// the difference that one column makes averaged over all cases (standardisation; Robins 1986). Assumes that the columns act additively on the
/// log odds and that nothing else tells the groups apart.
/// </summary>
public sealed class LogisticRegression
{
    private const int MaxIterations = 50;
    private readonly IReadOnlyList<LogisticCell> _cells;
    private readonly Vector<double> _beta;
    private readonly Matrix<double> _covariance;

    private LogisticRegression(IReadOnlyList<LogisticCell> cells, Vector<double> beta, Matrix<double> information)
    {
        (_cells, _beta) = (cells, beta);
        var inverse = information.Inverse();
        var meat = Matrix<double>.Build.Dense(beta.Count, beta.Count);
        foreach (var cell in cells)
        {
            var p = Probability(cell.X);
            Add(meat, (cell.Yes * (1 - p) * (1 - p)) + ((cell.N - cell.Yes) * p * p), cell.X);
        }

        Classical = [.. inverse.Diagonal().Select(Math.Sqrt)];
        _covariance = inverse * meat * inverse;
    }

    /// <summary>Log odds, one for each column.</summary>
    public IReadOnlyList<double> Coefficients => [.. _beta];

    /// <summary>Errors of the coefficients where the model holds.</summary>
    public IReadOnlyList<double> Classical { get; }

    /// <summary>Errors of the coefficients that hold where it does not quite.</summary>
    public IReadOnlyList<double> Robust => [.. _covariance.Diagonal().Select(Math.Sqrt)];

    /// <summary>Null where columns depend on each other, or one of them separates yes from no wholly.</summary>
    public static LogisticRegression? Fit(IReadOnlyList<LogisticCell> cells)
    {
        if (cells.Count == 0) { return null; }
        var beta = Vector<double>.Build.Dense(cells[0].X.Length);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var information = Matrix<double>.Build.Dense(beta.Count, beta.Count);
            var score = Vector<double>.Build.Dense(beta.Count);
            foreach (var cell in cells)
            {
                var p = Sigmoid(Dot(beta, cell.X));
                Add(information, cell.N * p * (1 - p), cell.X);
                for (var i = 0; i < beta.Count; i++) { score[i] += (cell.Yes - (cell.N * p)) * cell.X[i]; }
            }

            if (information.ConditionNumber() is double.NaN or > 1e12) { return null; }
            var step = information.Solve(score);
            beta += step;
            if (beta.AbsoluteMaximum() > 30) { return null; }
            if (step.AbsoluteMaximum() < 1e-10) { return new LogisticRegression(cells, beta, information); }
        }

        return null;
    }

    /// <summary>The difference of the shares if the column were 1 in all cases and if it were 0, all else as it is; errors by the delta method.</summary>
    public Estimate Difference(int column)
    {
        var n = _cells.Sum(c => c.N);
        var value = 0.0;
        var gradient = Vector<double>.Build.Dense(_beta.Count);
        foreach (var cell in _cells)
        {
            double[] with = [.. cell.X], without = [.. cell.X];
            (with[column], without[column]) = (1, 0);
            var (p1, p0) = (Probability(with), Probability(without));
            value += cell.N / n * (p1 - p0);
            for (var i = 0; i < _beta.Count; i++) { gradient[i] += cell.N / n * ((p1 * (1 - p1) * with[i]) - (p0 * (1 - p0) * without[i])); }
        }

        return Estimate.Normal(value, Math.Sqrt(gradient * _covariance * gradient));
    }

    private double Probability(double[] x) => Sigmoid(Dot(_beta, x));

    private static double Dot(Vector<double> beta, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) { sum += beta[i] * x[i]; }
        return sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static void Add(Matrix<double> sum, double weight, double[] x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == 0) { continue; }
            for (var j = 0; j < x.Length; j++) { sum[i, j] += weight * x[i] * x[j]; }
        }
    }
}
