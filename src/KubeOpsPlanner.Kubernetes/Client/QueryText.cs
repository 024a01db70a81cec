namespace KubeOpsPlanner.Kubernetes.Client;

internal static class QueryText
{
    /// <summary>The query with its question mark, leaving out parameters that have no value.</summary>
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var parts = new List<string>(parameters.Length);
        foreach (var (name, value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
