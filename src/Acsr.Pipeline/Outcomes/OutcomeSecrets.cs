using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Outcomes;

/// <summary>Encrypts the headers that open systems of record, so that a copy of the database alone opens none.</summary>
public sealed class OutcomeSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Outcomes.Header");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The value; null when the keys that encrypted it are gone.</summary>
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
