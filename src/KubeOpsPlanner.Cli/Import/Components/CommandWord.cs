namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>One word of a container's command line.</summary>
/// <param name="Path">Where it stands in the manifest.</param>
internal sealed record CommandWord(string Text, string Path);
