using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Surveys;

/// <summary>The signed part of a link: it stands for an invitation, and nobody else can make one or read whom it is for.</summary>
public sealed class SurveyTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Surveys.Link");

    /// <summary>A token for an invitation, in letters that an address can hold.</summary>
    public string Of(string id) => _protector.Protect(id);

    /// <summary>The invitation's id; null where the token is not ours or was changed.</summary>
    public string? Read(string token)
    {
        try
        {
            return token.Length > 2_000 ? null : _protector.Unprotect(token);
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
