namespace Acsr.Improvement;

/// <summary>Reads <see cref="Segment.Key"/> back.</summary>
public static class SegmentKey
{
    /// <summary>The segment of a key; parts of unknown dimensions are passed over.</summary>
    public static Segment Parse(string key)
    {
        var segment = Segment.Whole;
        foreach (var part in key.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is not [var dimension, var escaped]) { continue; }
            var value = Uri.UnescapeDataString(escaped);
            segment = dimension switch
            {
                "agent" => segment with { Agent = value },
                "version" => segment with { AgentVersion = value },
                "channel" => segment with { Channel = value },
                "intent" => segment with { Intent = value },
                "source" => segment with { Source = value },
                _ => segment,
            };
        }

        return segment;
    }
}
