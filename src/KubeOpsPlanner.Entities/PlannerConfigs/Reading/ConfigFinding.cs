namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>What is wrong with, or worth knowing about, one setting of a configuration that is imported.</summary>
/// <param name="Path">Where it stands in the document, e.g. <c>scheduling.gateway.listen</c>.</param>
/// <param name="Message">A clause: the rule, the value, the remedy.</param>
/// <param name="IsError">With it there is no import; without, it is a warning.</param>
public sealed record ConfigFinding(string Path, string Message, bool IsError)
{
    private const int LongestPath = 300;

    public static ConfigFinding Error(string path, string message) => new(path, message, IsError: true);

    public static ConfigFinding Warning(string path, string message) => new(path, message, IsError: false);

    /// <summary>One line, whatever names a document has made up.</summary>
    public override string ToString() => $"{(Path.Length <= LongestPath ? Path : $"{Path[..LongestPath]}…")}: {Message}";
}
