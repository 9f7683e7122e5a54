using System.Collections.Concurrent;

namespace Acsr.Kpis.Columns;

/// <summary>Answers that were given already. They hold as long as no case changes: many people look at the same page, and one page asks some things twice.</summary>
internal sealed class KpiMemo
{
    private const int Most = 2_000;

    private readonly ConcurrentDictionary<object, object> _answers = new();

    /// <summary>The answer to a question.</summary>
    /// <param name="question">Compared by value; no two kinds of question are equal.</param>
    /// <param name="find">Finds what is not known yet; never changed afterwards.</param>
    public T Of<T>(object question, Func<T> find) where T : notnull
    {
        if (_answers.TryGetValue(question, out var known)) { return (T)known; }
        var answer = find();
        if (_answers.Count < Most) { _answers[question] = answer; }
        return answer;
    }
}
