using MudBlazor;

namespace Acsr.Shell;

/// <summary>Colours, type and measures. Text on its ground has a contrast of 4.5 : 1 or more in both palettes.</summary>
internal static class AppTheme
{
    public static MudTheme Instance { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1d5bb8",
            PrimaryContrastText = "#ffffff",
            Secondary = "#0f766e",
            Tertiary = "#7c4dbe",
            Info = "#1d5bb8",
            Success = "#14703b",
            Warning = "#8a5100",
            Error = "#c0262d",
            Background = "#f6f7f9",
            BackgroundGray = "#eef0f4",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2430",
            DrawerBackground = "#f6f7f9",
            DrawerText = "#3b4654",
            DrawerIcon = "#5b6675",
            TextPrimary = "#1b2430",
            TextSecondary = "#566170",
            TextDisabled = "#8a94a2",
            ActionDefault = "#566170",
            ActionDisabled = "#a5adb8",
            LinesDefault = "#e2e6ec",
            LinesInputs = "#b4bdc9",
            TableLines = "#e9ecf1",
            Divider = "#e2e6ec",
            HoverOpacity = 0.05,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7ab0ff",
            PrimaryContrastText = "#0b1a2e",
            Secondary = "#4fd1c1",
            SecondaryContrastText = "#06231f",
            Tertiary = "#c3a6ff",
            TertiaryContrastText = "#1d1233",
            Info = "#7ab0ff",
            InfoContrastText = "#0b1a2e",
            Success = "#5fd08d",
            SuccessContrastText = "#06210f",
            Warning = "#f0b04d",
            WarningContrastText = "#2a1a00",
            Error = "#ff8a85",
            ErrorContrastText = "#330a09",
            Background = "#0f141a",
            BackgroundGray = "#141a22",
            Surface = "#171e27",
            AppbarBackground = "#141a22",
            AppbarText = "#e6eaf0",
            DrawerBackground = "#0f141a",
            DrawerText = "#c3ccd7",
            DrawerIcon = "#8f9bab",
            TextPrimary = "#e6eaf0",
            TextSecondary = "#9ca8b7",
            TextDisabled = "#6b7786",
            ActionDefault = "#9ca8b7",
            ActionDisabled = "#56616f",
            LinesDefault = "#28323e",
            LinesInputs = "#4a5666",
            TableLines = "#232c37",
            Divider = "#28323e",
            HoverOpacity = 0.08,
        },
        LayoutProperties = new LayoutProperties { AppbarHeight = "56px", DrawerWidthLeft = "232px", DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["Roboto", "system-ui", "sans-serif"], FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontSize = "1.5rem", FontWeight = "500", LineHeight = "1.3", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontSize = "1.0625rem", FontWeight = "500", LineHeight = "1.4", LetterSpacing = "normal" },
            H3 = new H3Typography { FontSize = "0.9375rem", FontWeight = "500", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontSize = "1.0625rem", FontWeight = "500", LineHeight = "1.4", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "0.8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "0.875rem", FontWeight = "500", TextTransform = "none", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = "0.75rem", LetterSpacing = "normal" },
        },
    };
}
