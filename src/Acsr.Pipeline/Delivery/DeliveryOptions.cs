namespace Acsr.Delivery;

/// <summary>How the console tells others. Section <c>Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>Own networks that webhooks and checks of the system of record may be sent to, for example <c>10.20.0.0/16</c>; without them private and local addresses are refused.</summary>
    public List<string> AllowedNetworks { get; set; } = [];

    /// <summary>Folders on the console's machine below which releases may be written, for example <c>/srv/releases</c>; without them no folder can be a destination.</summary>
    public List<string> AllowedFolders { get; set; } = [];

    /// <summary>Where people reach the console, for links in messages, for example <c>https://acsr.example.com</c>; empty: links begin with the path.</summary>
    public string PublicUrl { get; set; } = "";
}
