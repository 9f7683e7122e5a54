namespace Acsr.Cases;

/// <summary>The address of a case's page. Ids are the sender's and may hold anything, slashes included.</summary>
public static class CaseLink
{
    /// <param name="caseId">The case.</param>
    /// <param name="step">A step to show.</param>
    public static string To(string caseId, string? step = null) =>
        $"/cases/{string.Join('/', caseId.Split('/').Select(Uri.EscapeDataString))}" + (step is null ? "" : $"?step={Uri.EscapeDataString(step)}");
}
