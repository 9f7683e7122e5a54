using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acsr.Delivery;

/// <summary>Something that people and machines are to be told of.</summary>
/// <param name="Type">Of the CloudEvent, for example <see cref="Raised"/>.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">In a sentence.</param>
/// <param name="Link">Path in the console.</param>
/// <param name="Data">What a machine gets; small.</param>
/// <param name="Demo">About the demo desk.</param>
public sealed record Alert(string Type, string Title, string Text, string Link, JsonObject Data, bool Demo)
{
    /// <summary>An improvement action was opened or opened again, or an alert fired.</summary>
    public const string Raised = "io.acsr.alert.raised.v1";

    /// <summary>An alert that fired is over.</summary>
    public const string Resolved = "io.acsr.alert.resolved.v1";

    /// <summary>Somebody tries an endpoint out.</summary>
    public const string Test = "io.acsr.webhook.test.v1";

    /// <summary>
    /// The body for webhooks: a CloudEvent 1.0.2 as structured JSON, which with <c>type</c> and <c>data</c> and a <c>timestamp</c> is also what
    /// Standard Webhooks asks for.
    /// </summary>
    /// <param name="id">The message's id.</param>
    /// <param name="publicUrl">As in <see cref="DeliveryOptions.PublicUrl"/>.</param>
    /// <param name="now">UTC.</param>
    public string Body(string id, string publicUrl, DateTime now)
    {
        var (time, origin) = (now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), publicUrl.TrimEnd('/'));
        var data = (JsonObject)Data.DeepClone();
        data["title"] = Title;
        data["text"] = Text;
        data["url"] = origin + Link;
        return new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = origin.Length == 0 ? "acsr-console" : origin,
            ["type"] = Type,
            ["subject"] = Link.TrimStart('/'),
            ["time"] = time,
            ["timestamp"] = time,
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        }.ToJsonString(JsonSerializerOptions.Default);
    }
}
