namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>One command of a script.</summary>
/// <param name="Key">Its place in the script.</param>
/// <param name="Lead">The comments and directives above it, as they stand in the file.</param>
/// <param name="Arguments">What is typed after <c>kubectl</c>; single quotes keep words together.</param>
/// <param name="Input">Standard input; null when the command gets none.</param>
/// <param name="Outputs">What was recorded, by label: empty for all, or e.g. <c>kubectl 1.20</c>, <c>real</c>, <c>real, kubectl 1.20</c>.</param>
internal sealed record KubectlStep(
    int Key, IReadOnlyList<string> Lead, string Arguments, string? Input, IReadOnlyDictionary<string, string> Outputs)
{
    /// <summary>Why the real server is not asked; null when it is.</summary>
    public string? EmbeddedOnly => Directive("@embedded");

    /// <summary>Why the real server answers otherwise; null when it must answer the same.</summary>
    public string? Difference => Directive("@differs");

    /// <summary>The only kubectl that knows this command; null when all do.</summary>
    public string? OnlyKubectl => Directive("@kubectl");

    public bool Runs(bool isReal, string version) => (!isReal || EmbeddedOnly is null) && (OnlyKubectl ?? version) == version;

    public string? Expected(bool isReal, string version)
    {
        var own = version == KubectlBuild.Recorded[0] ? "" : $"kubectl {version}";
        string?[] labels = isReal && Difference is not null
            ? [own.Length > 0 ? $"real, {own}" : "real", "real"]
            : [own, ""];
        return labels.Select(label => Outputs.GetValueOrDefault(label!)).FirstOrDefault(output => output is not null);
    }

    private string? Directive(string name) => Lead.Where(line => line.StartsWith(name + " ", StringComparison.Ordinal))
        .Select(line => line[name.Length..].Trim()).FirstOrDefault();
}
