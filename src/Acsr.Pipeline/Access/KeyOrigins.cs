namespace Acsr.Access;

/// <summary>The origins of pages that may use a key of scope browser.</summary>
public static class KeyOrigins
{
    private const int Most = 50;

    /// <summary>Reads origins as somebody typed them, separated by commas, blanks or lines.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="origins">In the form in which browsers send them.</param>
    /// <returns>What is wrong, and how to mend it; null when nothing is.</returns>
    public static string? Read(string text, out IReadOnlyList<string> origins)
    {
        var read = new List<string>();
        origins = read;
        foreach (var typed in text.Split([',', ' ', '\n', '\r', '\t', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(typed, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.AbsolutePath != "/" || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0)
            {
                return $"'{typed}' is not an origin; write https://shop.example.com, without a path.";
            }

            var origin = $"{uri.Scheme}://{uri.IdnHost}" + (uri.IsDefaultPort ? "" : $":{uri.Port}");
            if (!read.Contains(origin)) { read.Add(origin); }
        }

        return read.Count switch
        {
            0 => "Name the origins of the pages that will use it, for example https://shop.example.com: anybody can read a browser key, and nobody else may use it.",
            > Most => $"At most {Most} origins; make another key for the others.",
            _ => null,
        };
    }

    /// <summary>Whether a page of an origin may use a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="origin">The request's header <c>Origin</c>; empty where it has none.</param>
    public static bool Allows(ApiKey key, string origin) => key.Origins.Count == 0 || key.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
