using System.IO.Enumeration;

namespace KubeOpsPlanner.Benchmarks;

/// <param name="Filters">Globs over full type and method names.</param>
/// <param name="ArtifactsFolder">Made when it is missing; files of earlier runs are overwritten.</param>
/// <param name="IsLong">Takes its time for smaller errors.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Filters, string ArtifactsFolder, bool IsLong)
{
    public bool Includes(Type harness) => Filters.Any(filter => FileSystemName.MatchesSimpleExpression(filter, harness.FullName));
}
