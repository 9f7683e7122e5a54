using System.CommandLine;
namespace Acsr.Commands;
internal static class DemoCommand { public static Command Create(string[] settings) => new("demo", settings.Length.ToString()); }
