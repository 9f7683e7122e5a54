namespace Acsr.Shell;

/// <summary>Light or dark, as the system does it or as the person wants it.</summary>
public enum ThemeChoice { System = 0, Light = 1, Dark = 2 }

/// <summary>Reads and names the choice. It lives in a cookie, so that the first byte of a page has the right colours.</summary>
internal static class ThemeCookie
{
    private const string Name = "acsr-theme";

    public static ThemeChoice Of(HttpRequest? request) => request?.Cookies[Name] switch
    {
        "light" => ThemeChoice.Light,
        "dark" => ThemeChoice.Dark,
        _ => ThemeChoice.System,
    };

    /// <summary>Value of the cookie and of <c>data-theme</c>; null for the system's.</summary>
    public static string? ValueOf(ThemeChoice choice) => choice switch
    {
        ThemeChoice.System => null,
        ThemeChoice.Light => "light",
        ThemeChoice.Dark => "dark",
    };
}
