using System.Runtime.CompilerServices;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The most GPUs that each graph holds or may come to hold by what is admitted, by slot.</summary>
[InlineArray(4)]
internal struct SlotBounds
{
    private int _first;
}
