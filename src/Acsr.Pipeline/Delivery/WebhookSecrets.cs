using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Delivery;

/// <summary>Encrypts signing secrets, so that a copy of the database alone cannot sign.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Delivery.WebhookSecret");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The secret; null when the keys that encrypted it are gone.</summary>
    public string? Reveal(string stored)
    {
        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The secrets that sign a message now: the current one first, and the one before while it still holds.</summary>
    public IReadOnlyList<string> Of(WebhookEndpoint endpoint, DateTime now) =>
        [.. new[] { endpoint.Secret, endpoint.PreviousUntil > now ? endpoint.PreviousSecret : null }.OfType<string>().Select(Reveal).OfType<string>()];
}
