namespace Acsr.Access;

/// <summary>Metadata of an endpoint whose protocol has its own words for a refused key; elsewhere the answer is problem details.</summary>
/// <param name="WriteAsync">Writes the answer, given its status code and the reason.</param>
internal sealed record KeyRefusal(Func<HttpContext, int, string, Task> WriteAsync);
