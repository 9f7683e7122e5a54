using Acsr.Infrastructure;
using Microsoft.AspNetCore.DataProtection;

namespace Acsr.Outcomes;

/// <summary>The headers that open systems of record.</summary>
public sealed class OutcomeSecrets(IDataProtectionProvider protection) : ProtectedSecrets(protection, "Acsr.Outcomes.Header");
