using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Operations;

public static class OperationsServices
{
    /// <summary>How the console itself is doing.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddSingleton<SystemReader>();
}
