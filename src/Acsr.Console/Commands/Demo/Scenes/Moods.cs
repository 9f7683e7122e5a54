namespace Acsr.Commands.Demo.Scenes;

/// <summary>Sentiment of typical messages, −1 to +1; each message varies around it.</summary>
internal static class Moods
{
    public const double Furious = -0.75;
    public const double Annoyed = -0.55;
    public const double Impatient = -0.35;
    public const double Neutral = 0.02;
    public const double Agreeing = 0.3;
    public const double Grateful = 0.7;
}
