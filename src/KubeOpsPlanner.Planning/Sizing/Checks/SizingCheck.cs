using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>Looks at a proposal, may change it and may decide the reason.</summary>
public delegate SizingStep SizingCheck(SizingSnapshot snapshot, ReplicaPair proposal);
