using System.IO.Compression;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.VisualBasic.FileIO;

namespace Acsr.Signals.Gaps;

/// <summary>
/// How well gaps agree with people's labels (docs/dead-ends.md, "Knowledge gaps"): questions of real customers, each with the intent that
/// a person gave it. Purity is the share of questions whose gap is mostly of their own intent; a gap of one question is pure by itself, so
/// the same is asked of gaps of three and more, which are those that a knowledge engineer looks at.
/// </summary>
public sealed class GapQualityTests : SignalsFixture<SqliteStore>
{
    [Theory]
    [InlineData("hint3/curekart_train.csv", 599, 378, .953, 42, .901)]
    [InlineData("hint3/powerplay11_train.csv", 467, 236, .946, 54, .917)]
    [InlineData("hint3/sofmattress_train.csv", 327, 162, .899, 37, .827)]
    [InlineData("banking77/train.csv.gz", 10_003, 3_726, .890, 874, .847)]
    public async Task Gaps_hold_questions_of_one_intent(string file, int questions, int gaps, double purity, int largeGaps, double purityOfLarge)
    {
        var labelled = Read(SharedData.Path(file));
        await Store.WithAsync(async db =>
        {
            db.Retrievals.AddRange(labelled.Select((row, i) => new Retrieval
            {
                CaseId = $"c{i}",
                StepId = "s",
                Source = "kb",
                Question = row.Question,
                Form = QuestionWords.Form(QuestionWords.Of(row.Question)),
                Miss = RetrievalMiss.Empty,
                Returned = [row.Intent],
                At = Noon,
            }));
            return await db.SaveChangesAsync();
        });

        var worker = Get<GapWorker>();
        while (await worker.RunOnceAsync(default)) { }

        var found = (await Store.WithAsync(db => db.Retrievals.AsNoTracking().Where(r => r.Gap != null).ToListAsync())).GroupBy(r => r.Gap).ToList();
        var large = found.Where(gap => gap.Count() >= 3).ToList();
        Assert.Equal((questions, gaps, largeGaps), (found.Sum(gap => gap.Count()), found.Count, large.Count));
        Assert.Equal(purity, Purity(found), 3);
        Assert.Equal(purityOfLarge, Purity(large), 3);
    }

    private static double Purity(List<IGrouping<string?, Retrieval>> gaps) =>
        gaps.Sum(gap => gap.CountBy(r => r.Returned[0]).Max(c => c.Value)) / (double)gaps.Sum(gap => gap.Count());

    /// <summary>Question and intent of each row below the headings. What the bots' owners could not label has no intent and is left out.</summary>
    private static List<(string Question, string Intent)> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var parser = new TextFieldParser(text) { TextFieldType = FieldType.Delimited, Delimiters = [","] };
        parser.ReadFields();
        List<(string, string)> rows = [];
        while (parser.ReadFields() is { } fields)
        {
            if (fields[1] != "NO_NODES_DETECTED") { rows.Add((fields[0], fields[1])); }
        }

        return rows;
    }
}
