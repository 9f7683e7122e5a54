namespace Acsr.Commands.Demo.Scenes;

/// <summary>How long people take on a channel before they answer, in seconds, and how long until silence counts as giving up.</summary>
internal sealed record Pace((double Low, double High) Customer, (double Low, double High) Human, (double Low, double High) Abandoned)
{
    public static Pace Of(string channel) => channel switch
    {
        "email" => new((1_200, 30_000), (2_400, 24_000), (172_800, 259_200)),
        "voice" => new((3, 22), (8, 70), (10, 40)),
        _ => new((20, 180), (40, 230), (1_200, 2_400)),
    };
}
