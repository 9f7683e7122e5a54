using System.Text;

namespace Acsr.Bench.Ingest;

/// <summary>Text that compresses as people's text does: words by Zipf's law out of 4,000. The same seed says the same.</summary>
internal sealed class Words(int seed)
{
    private readonly Random _random = new(seed);
    private readonly string[] _all = Make(new Random(7));

    public string Text(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (i > 0) { text.Append(' '); }
            // The inverse of Zipf's distribution function, near enough.
            text.Append(_all[Math.Min(_all.Length - 1, (int)Math.Pow(_all.Length, _random.NextDouble()) - 1)]);
        }

        return text.ToString();
    }

    private static string[] Make(Random random)
    {
        var words = new string[4_000];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = string.Create(2 + random.Next(9), random, (letters, r) => { for (var at = 0; at < letters.Length; at++) { letters[at] = (char)('a' + r.Next(26)); } });
        }

        return words;
    }
}
