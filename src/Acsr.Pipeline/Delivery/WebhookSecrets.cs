using Acsr.Infrastructure;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Delivery;

/// <summary>The secrets that sign messages.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection) : ProtectedSecrets(protection, "Acsr.Delivery.WebhookSecret")
{
    /// <summary>The secrets that sign a message now: the current one first, and the one before while it still holds.</summary>
    public IReadOnlyList<string> Of(WebhookEndpoint endpoint, DateTime now) =>
        [.. new[] { endpoint.Secret, endpoint.PreviousUntil > now ? endpoint.PreviousSecret : null }.OfType<string>().Select(Reveal).OfType<string>()];
}
