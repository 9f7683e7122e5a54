using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;

namespace Acsr.Releases.Preflights;

/// <summary>What a customer said, and what they wanted.</summary>
public sealed record IntentRow(string Text, string Intent);

/// <summary>What a model takes a text for, and how sure it is, 0 to 1.</summary>
public readonly record struct IntentGuess(string Intent, double Confidence);

/// <summary>
/// A classifier of intents: maximum entropy on words, pairs of words and runs of three letters weighed by TF-IDF, trained by ML.NET's stochastic dual
/// coordinate ascent. One thread and a fixed seed: the same rows in the same order give the same model, and one core stays free for the pages.
/// </summary>
public sealed partial class IntentModel
{
    /// <summary>The features of each kind at most: what was seen first in the sorted rows stays.</summary>
    private const int MostFeatures = 100_000;

    /// <summary>Measured on banking77 and clinc150: ten times stronger loses three of 100 held-out rows, ten times weaker gains none and takes half as long again.</summary>
    private const float L2 = 1e-5f;

    private const int Passes = 40;

    private readonly MLContext _ml = new(seed: 1);
    private readonly TransformerChain<KeyToValueMappingTransformer> _model;
    private readonly DataViewSchema _schema;

    private IntentModel(IReadOnlyList<IntentRow> rows)
    {
        var data = _ml.Data.LoadFromEnumerable(rows.Select(r => new Example { Text = Plain(r.Text), Intent = r.Intent }));
        _schema = data.Schema;
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Example.Intent))
            .Append(_ml.Transforms.Text.FeaturizeText("Features", new TextFeaturizingEstimator.Options
            {
                CaseMode = TextNormalizingEstimator.CaseMode.Lower,
                KeepPunctuations = false,
                WordFeatureExtractor = new WordBagEstimator.Options { NgramLength = 2, UseAllLengths = true, MaximumNgramsCount = [MostFeatures], Weighting = NgramExtractingEstimator.WeightingCriteria.TfIdf },
                CharFeatureExtractor = new WordBagEstimator.Options { NgramLength = 3, UseAllLengths = false, MaximumNgramsCount = [MostFeatures], Weighting = NgramExtractingEstimator.WeightingCriteria.TfIdf },
            }, nameof(Example.Text)))
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = Passes, L2Regularization = L2, ConvergenceTolerance = .01f }))
            .Append(_ml.Transforms.Conversion.MapKeyToValue(nameof(Answer.Guess), "PredictedLabel"));
        _model = pipeline.Fit(data);
    }

    /// <summary>Trains on rows of at least two intents, in an order that does not depend on theirs.</summary>
    /// <exception cref="ArgumentException">There are fewer than two intents.</exception>
    public static IntentModel Train(IEnumerable<IntentRow> rows)
    {
        var sorted = rows.Distinct().OrderBy(r => r.Intent, StringComparer.Ordinal).ThenBy(r => r.Text, StringComparer.Ordinal).ToList();
        return sorted.DistinctBy(r => r.Intent).Count() < 2 ? throw new ArgumentException("A classifier needs rows of at least two intents.", nameof(rows)) : new IntentModel(sorted);
    }

    /// <summary>What the model takes texts for, in their order.</summary>
    public IReadOnlyList<IntentGuess> Guess(IEnumerable<string> texts)
    {
        var view = _model.Transform(_ml.Data.LoadFromEnumerable(texts.Select(t => new Example { Text = Plain(t) })));
        return [.. _ml.Data.CreateEnumerable<Answer>(view, reuseRowObject: true).Select(a => new IntentGuess(a.Guess, a.Score.Max()))];
    }

    /// <summary>
    /// The model as ML.NET loads it (columns <c>Text</c> in, <c>Guess</c> and <c>Score</c> out), without the times that its archive would hold: the same rows give the same bytes.
    /// </summary>
    public byte[] Save()
    {
        using var saved = new MemoryStream();
        _ml.Model.Save(_model, _schema, saved);
        saved.Position = 0;
        using var same = new MemoryStream();
        using (var from = new ZipArchive(saved, ZipArchiveMode.Read))
        using (var to = new ZipArchive(same, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }

        return same.ToArray();
    }

    /// <summary>Words that stand for what was taken out differ between releases; what kind they are does not.</summary>
    public static string Plain(string text) => Pseudonym().Replace(text, " $1 ");

    [GeneratedRegex("<([A-Z_]+)_[A-Z2-7]{6}>")]
    private static partial Regex Pseudonym();

    private sealed class Example
    {
        public string Text { get; set; } = "";
        public string Intent { get; set; } = "";
    }

    private sealed class Answer
    {
        public string Guess { get; set; } = "";
        public float[] Score { get; set; } = [];
    }
}
