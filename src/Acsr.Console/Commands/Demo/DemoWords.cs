using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acsr.Commands.Demo;

/// <summary>Names and JSON habits of the demo's agent.</summary>
internal static class DemoWords
{
    public const string Agent = "harbour-assistant";

    /// <summary>As the native API reads it; pound signs and accents stay readable.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
