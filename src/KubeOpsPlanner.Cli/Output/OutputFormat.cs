namespace KubeOpsPlanner.Cli.Output;

internal enum OutputFormat
{
    Table,
    Json,
    Yaml,
}
