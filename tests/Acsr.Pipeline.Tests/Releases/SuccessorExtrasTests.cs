using System.Text;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

public sealed class SuccessorExtrasTests
{
    private static readonly RelevanceDocument[] Corpus = [new("a#~1", "A", "About a.", "chunk"), new("b#~1", "B", "About b.", "chunk")];

    [Fact]
    public void What_rests_on_withdrawn_rows_goes_and_every_other_line_stays_as_it_was()
    {
        RelevancePair[] pairs =
        [
            new("item-1", "where is it", "a#~1", "a", [], Split.Train), new("item-2", "where is it", "a#~1", "a", ["b#~1"], Split.Train),
            new("item-3", "hers alone", "b#~1", "b", ["a#~1"], Split.Train), new("q-1", "hers in vain", "b#~1", "b", [], Split.HeldOut), new("q-2", "of another", "b#~1", "b", [], Split.HeldOut),
        ];
        var before = RetrievalFiles.Write(Corpus, pairs).Append(ReleaseBuilder.File(PolicyCases.Path, Encoding.UTF8.GetBytes("{\"source\":\"example\"}\n{\"source\":\"review\",\"item_id\":\"item-3\"}\n"), 2)).ToDictionary(f => f.Path, f => f.Content);

        var after = SuccessorExtras.Of(before, new HashSet<string> { "item-1", "item-3", "q-1" });

        // Written anew without them it is the same, byte for byte.
        var anew = RetrievalFiles.Write(Corpus, [pairs[1], pairs[4]]);
        Assert.Equal(anew.Select(f => (f.Path, f.Sha256, f.Rows)), after.Where(f => f.Path != PolicyCases.Path).Select(f => (f.Path, f.Sha256, f.Rows)));
        Assert.Equal("{\"source\":\"example\"}\n", Encoding.UTF8.GetString(after.Single(f => f.Path == PolicyCases.Path).Content));
        Assert.Equal([PolicyCases.Path], SuccessorExtras.Of(before, pairs.Select(p => p.QueryId).ToHashSet()).Select(f => f.Path));
        Assert.Empty(SuccessorExtras.Of(new Dictionary<string, byte[]>(), new HashSet<string>()));
    }
}
