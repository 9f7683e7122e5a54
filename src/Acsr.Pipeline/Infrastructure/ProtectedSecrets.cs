using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Infrastructure;

/// <summary>Encrypts secrets of one purpose, so that a copy of the database alone opens nothing.</summary>
/// <param name="protection">Its keys are in the database, encrypted where that is configured.</param>
/// <param name="purpose">What is encrypted for one purpose cannot be read for another.</param>
public abstract class ProtectedSecrets(IDataProtectionProvider protection, string purpose)
{
    private readonly IDataProtector _protector = protection.CreateProtector(purpose);

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
