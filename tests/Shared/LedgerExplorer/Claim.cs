using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A change that is admitted and may still be stored.</summary>
internal readonly record struct Claim(int Slot, GovernedKind Kind, Pools Pools);
