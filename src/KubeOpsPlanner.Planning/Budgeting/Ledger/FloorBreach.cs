namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>A reduction that leaves less than the budget's floor; it passes, and plans will restore it.</summary>
public sealed record FloorBreach(string Budget, long MinGpus, long RemainingGpus);
