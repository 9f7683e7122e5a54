using Acsr.Shell;

var app = ConsoleApp.Build(WebApplication.CreateBuilder(args));
await app.ServeAsync();

/// <summary>The way in. What the console is made of stands in <see cref="ConsoleApp"/>.</summary>
public partial class Program;
