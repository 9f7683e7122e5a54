using Acsr.Infrastructure;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Releases.Deliveries;

/// <summary>The secret keys of stores.</summary>
public sealed class DestinationSecrets(IDataProtectionProvider protection) : ProtectedSecrets(protection, "Acsr.Releases.DestinationSecret");
