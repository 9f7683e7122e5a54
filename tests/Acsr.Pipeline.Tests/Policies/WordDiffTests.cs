using CsCheck;

namespace Acsr.Policies;

public sealed class WordDiffTests
{
    [Fact]
    public void Only_the_words_that_differ_are_marked()
    {
        var diff = WordDiff.Of("Refund at most $20 at once.", "Refund at most $30 per week at once.");

        Assert.Equal(["Refund at most ", "$20 ", "at once."], diff.Before.Select(p => p.Text));
        Assert.Equal(["Refund at most ", "$30 per week ", "at once."], diff.After.Select(p => p.Text));
        Assert.Equal([true, false, true], diff.After.Select(p => p.IsKept));
    }

    [Fact]
    public void White_space_alone_is_no_difference() =>
        Assert.All(WordDiff.Of("a  b\nc", "a b c").After, part => Assert.True(part.IsKept));

    [Fact]
    public void The_parts_make_up_the_texts_again_and_what_is_kept_is_the_same_in_both() =>
        Gen.Select(Gen.String[Gen.Char["ab \n"], 0, 30], Gen.String[Gen.Char["ab \n"], 0, 30]).Sample((before, after) =>
        {
            var diff = WordDiff.Of(before, after);
            return string.Concat(diff.Before.Select(p => p.Text)) == before && string.Concat(diff.After.Select(p => p.Text)) == after
                && Kept(diff.Before).SequenceEqual(Kept(diff.After));
        });

    [Fact]
    public void Very_long_texts_are_shown_as_wholly_different()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 3_000));

        Assert.False(Assert.Single(WordDiff.Of(text, text + "more").After).IsKept);
    }

    private static IEnumerable<string> Kept(IEnumerable<DiffPart> parts) =>
        parts.Where(p => p.IsKept).SelectMany(p => p.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
