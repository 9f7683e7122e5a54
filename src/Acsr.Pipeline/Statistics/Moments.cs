namespace Acsr.Statistics;

/// <summary>What is kept of many values: how many, their sum and the sum of their squares. Of yes-or-no values the sum is the count of yes.</summary>
public readonly record struct Moments(long N, double Sum, double Squares)
{
    /// <summary>NaN where there are no values.</summary>
    public double Mean => Sum / N;

    /// <summary>Over n − 1; 0 below two values.</summary>
    public double Variance => N < 2 ? 0 : Math.Max(0, (Squares - (Sum * Sum / N)) / (N - 1));

    /// <summary>With one value more.</summary>
    public Moments With(double value) => new(N + 1, Sum + value, Squares + (value * value));

    /// <summary>Of the values of both.</summary>
    public static Moments operator +(Moments one, Moments other) => new(one.N + other.N, one.Sum + other.Sum, one.Squares + other.Squares);

    /// <summary>Of counted yes among n.</summary>
    public static Moments Share(long yes, long n) => new(n, yes, yes);
}

/// <summary>One kind of case in two groups or at two times.</summary>
public readonly record struct Stratum(Moments First, Moments Second)
{
    /// <summary>n1·n2/(n1 + n2): what the stratum can say. 0 where one side is missing.</summary>
    public double Weight => First.N == 0 || Second.N == 0 ? 0 : (double)First.N * Second.N / (First.N + Second.N);
}
