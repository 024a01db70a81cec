namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The machine as it is.</summary>
internal sealed class NoTap : Tap;
