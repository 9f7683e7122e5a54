using MathNet.Numerics.LinearAlgebra;

namespace Acsr.Statistics;

/// <summary>
/// Ordinary least squares with the errors that the case asks for: classical, White's (HC1: of yes-or-no outcomes the variance depends on the
/// level) and Newey–West's (of time series neighbouring errors are alike). Columns must not say the same twice.
/// </summary>
public sealed class LeastSquares
{
    private readonly Matrix<double> _x;
    private readonly Vector<double> _residuals;
    private readonly Matrix<double> _inverse;

    private LeastSquares(Matrix<double> x, Vector<double> coefficients, Vector<double> residuals, Matrix<double> inverse)
    {
        (_x, _residuals, _inverse) = (x, residuals, inverse);
        Coefficients = [.. coefficients];
    }

    /// <summary>One for each column.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Fits y by the columns of x; null where columns depend on each other or there are no more rows than columns.</summary>
    /// <param name="x">Rows of equal length; a column of ones is the constant.</param>
    /// <param name="y">One for each row.</param>
    public static LeastSquares? Fit(IReadOnlyList<double[]> x, IReadOnlyList<double> y)
    {
        if (x.Count == 0 || x.Count <= x[0].Length) { return null; }
        var matrix = Matrix<double>.Build.DenseOfRowArrays(x);
        var gram = matrix.TransposeThisAndMultiply(matrix);
        if (gram.Rank() < gram.ColumnCount) { return null; }
        var inverse = gram.Inverse();
        var target = Vector<double>.Build.DenseOfEnumerable(y);
        var coefficients = inverse * matrix.TransposeThisAndMultiply(target);
        return new LeastSquares(matrix, coefficients, target - (matrix * coefficients), inverse);
    }

    /// <summary>Standard errors where all errors have the same variance.</summary>
    public IReadOnlyList<double> Classical()
    {
        var variance = _residuals.DotProduct(_residuals) / (_x.RowCount - _x.ColumnCount);
        return [.. _inverse.Diagonal().Select(d => Math.Sqrt(d * variance))];
    }

    /// <summary>Standard errors that hold whatever the variances are (White 1980 with n/(n−k); HC1).</summary>
    public IReadOnlyList<double> Robust()
    {
        var meat = Matrix<double>.Build.Dense(_x.ColumnCount, _x.ColumnCount);
        for (var i = 0; i < _x.RowCount; i++) { Add(meat, _residuals[i] * _residuals[i], _x.Row(i), _x.Row(i)); }
        return Sandwich(meat * ((double)_x.RowCount / (_x.RowCount - _x.ColumnCount)));
    }

    /// <summary>Standard errors that hold where errors up to some rows apart are alike (Newey and West 1987, Bartlett weights, no small-sample factor).</summary>
    public IReadOnlyList<double> NeweyWest(int lags)
    {
        var meat = Matrix<double>.Build.Dense(_x.ColumnCount, _x.ColumnCount);
        for (var lag = 0; lag <= lags; lag++)
        {
            var weight = 1 - (lag / (lags + 1.0));
            for (var i = lag; i < _x.RowCount; i++)
            {
                var product = weight * _residuals[i] * _residuals[i - lag];
                Add(meat, product, _x.Row(i), _x.Row(i - lag));
                if (lag > 0) { Add(meat, product, _x.Row(i - lag), _x.Row(i)); }
            }
        }

        return Sandwich(meat);
    }

    /// <summary>About 2 where neighbouring errors have nothing to do with each other (Durbin and Watson 1950).</summary>
    public double DurbinWatson()
    {
        var sum = 0.0;
        for (var i = 1; i < _residuals.Count; i++) { sum += Math.Pow(_residuals[i] - _residuals[i - 1], 2); }
        return sum / _residuals.DotProduct(_residuals);
    }

    private double[] Sandwich(Matrix<double> meat) => [.. (_inverse * meat * _inverse).Diagonal().Select(d => Math.Sqrt(Math.Max(0, d)))];

    private static void Add(Matrix<double> sum, double weight, Vector<double> left, Vector<double> right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < right.Count; j++) { sum[i, j] += weight * left[i] * right[j]; }
        }
    }
}
