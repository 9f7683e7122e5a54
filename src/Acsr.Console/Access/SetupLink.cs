using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Acsr.Access;

/// <summary>
/// The link by which the first administrator comes in, printed where the console was started. Its 256-bit code lives in this process's
/// memory only and opens nothing once there is a user.
/// </summary>
public sealed class SetupLink(Users users)
{
    private readonly string _code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The link below an address; null when there is a user already.</summary>
    public async Task<string?> ForAsync(string address, CancellationToken cancellationToken) =>
        await users.AnyAsync(cancellationToken) ? null : $"{address.TrimEnd('/')}/account/setup?code={_code}";

    /// <summary>Compares in constant time.</summary>
    public bool Fits(string? code) =>
        code is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(_code));
}
