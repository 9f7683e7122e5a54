using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Releases.Deliveries;

/// <summary>Encrypts the secret keys of stores, so that a copy of the database alone opens none of them.</summary>
public sealed class DestinationSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Releases.DestinationSecret");

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
}
