namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>A planner in a graph, whichever version of the graph's kind spells it.</summary>
/// <param name="Path">Of the component in its document.</param>
/// <param name="Arguments">What is typed behind its program.</param>
/// <param name="Variables">Its environment, the nearest first.</param>
/// <param name="Mounts">ConfigMaps by the folder that they are mounted at.</param>
internal sealed record PlannerComponent(
    string Name,
    string Path,
    PlannerProgram Program,
    IReadOnlyList<CommandWord> Arguments,
    IReadOnlyList<EnvironmentVariable> Variables,
    IReadOnlyList<ConfigMapMount> Mounts)
{
    /// <summary>The first value of a variable; null where it has none, or where it comes from elsewhere.</summary>
    public string? Variable(string name) => Variables.FirstOrDefault(variable => variable.Name == name)?.Value;
}
