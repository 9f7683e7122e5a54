using Acsr.Commands;

return await CommandLine.RunAsync(args);

/// <summary>The way in. What the console is made of stands in <see cref="Acsr.Shell.ConsoleApp"/>.</summary>
public partial class Program;
