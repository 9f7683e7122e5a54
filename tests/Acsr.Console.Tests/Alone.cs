namespace Acsr;

/// <summary>Tests that measure the whole process: they run one after another, when everything else has ended.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
