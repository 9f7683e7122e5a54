using System.Runtime.CompilerServices;
using Bunit;

namespace Acsr.Components;

internal static class Patience
{
    // The library's one second is too little on a busy machine; a condition that holds is seen at once, whatever this says.
    [ModuleInitializer]
    public static void Set() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
