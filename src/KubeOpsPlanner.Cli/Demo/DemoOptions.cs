using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Demo;

/// <param name="TracePath">Null plays the bundled day.</param>
/// <param name="Duration">Domain time that is played; null plays the whole trace.</param>
/// <param name="Scale">Domain seconds per second, at most.</param>
internal sealed record DemoOptions(
    string? TracePath, FileInfo Report, int MaxGpus, TimeSpan? Duration, double Scale, LogLevel LogLevel);
