namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

internal sealed record NodesDocument(int Count, int GpusPerNode = 8);
