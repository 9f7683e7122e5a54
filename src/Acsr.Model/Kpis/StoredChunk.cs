namespace Acsr.Kpis;

/// <summary>
/// Facts of cases of one day in columns, as the KPI engine holds them: what a start reads instead of the table of cases. Derived; may be thrown away at any time.
/// Written by Kpis.
/// </summary>
public sealed class StoredChunk
{
    /// <summary>UTC.</summary>
    public DateTime Day { get; set; }
    /// <summary>A very busy day has several; from 0.</summary>
    public int Part { get; set; }
    /// <summary>Of <see cref="Data"/>: tells which chunks have changed.</summary>
    public long Checksum { get; set; }
    /// <summary>Columns, compressed.</summary>
    public required byte[] Data { get; set; }
}

/// <summary>One row: which change of the cases the stored chunks are as of, and in which form.</summary>
public sealed class StoredChunkState
{
    public int Id { get; set; }
    /// <summary>The form; chunks of another one are not read.</summary>
    public int Version { get; set; }
    /// <summary>The last change that the chunks know.</summary>
    public long Sequence { get; set; }
}
