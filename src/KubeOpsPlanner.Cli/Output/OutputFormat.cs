namespace KubeOpsPlanner.Cli.Output;

internal enum OutputFormat
{
    Table,
    Json,
    Yaml,

    /// <summary>The upstream planner's own configuration; only where plans are shown.</summary>
    PlannerConfig,
}
