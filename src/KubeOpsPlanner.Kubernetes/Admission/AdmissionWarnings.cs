namespace KubeOpsPlanner.Kubernetes.Admission;

/// <summary>Warnings as the API server accepts them; longer ones it would cut off or drop itself.</summary>
internal static class AdmissionWarnings
{
    private const int MaxCharacters = 256;
    private const int MaxTotalCharacters = 4096;

    public static IReadOnlyList<string> Fit(IReadOnlyList<string> warnings)
    {
        var fitting = new List<string>();
        var left = MaxTotalCharacters;
        foreach (var warning in warnings.Where(warning => warning.Length > 0))
        {
            var text = warning.Length <= MaxCharacters ? warning : warning[..(MaxCharacters - 1)] + "…";
            if (text.Length > left)
            {
                break;
            }

            left -= text.Length;
            fitting.Add(text);
        }

        return fitting;
    }
}
