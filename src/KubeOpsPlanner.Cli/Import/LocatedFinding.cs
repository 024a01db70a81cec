using KubeOpsPlanner.Cli.Import.Sources;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Cli.Import;

/// <summary>A finding with its file and line.</summary>
internal sealed record LocatedFinding(string File, int Line, ConfigFinding Finding)
{
    public static LocatedFinding In(ImportDocument document, ConfigFinding finding) =>
        new(document.File, document.Line(finding.Path), finding with { Path = document.Full(finding.Path) });

    public override string ToString() => $"{File}:{Line}: {Finding}";
}
