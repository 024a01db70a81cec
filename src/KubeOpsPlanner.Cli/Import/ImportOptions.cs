namespace KubeOpsPlanner.Cli.Import;

/// <summary>What was typed besides the files. Null where nothing was.</summary>
internal sealed record ImportOptions
{
    /// <summary>Of objects whose manifests name none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The graph of a configuration that stands alone.</summary>
    public string? Graph { get; init; }

    /// <summary>The GlobalBudget's name.</summary>
    public string? Budget { get; init; }

    /// <summary>Reads an environment variable of the command itself.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;
}
