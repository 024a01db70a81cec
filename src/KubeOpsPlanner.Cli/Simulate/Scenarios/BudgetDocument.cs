namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>As in a GlobalBudget.</summary>
internal sealed record BudgetDocument(int MaxGpus = -1, int MinGpus = -1);
