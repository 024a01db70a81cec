namespace KubeOpsPlanner.Cli.Import.Components;

/// <param name="Value">Null where it is taken from a Secret, a ConfigMap or the pod.</param>
internal sealed record EnvironmentVariable(string Name, string? Value, string Path);
