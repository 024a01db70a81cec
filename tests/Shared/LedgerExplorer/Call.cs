using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>A call on its way to the API server.</summary>
/// <param name="picture">What the replica had before it when it called.</param>
internal sealed class Call(LedgerEffect effect, Picture picture)
{
    public LedgerEffect Effect => effect;

    public Picture Picture => picture;

    /// <summary>The adapters and budgets of a list, which the API server answers before it is asked for the graphs.</summary>
    public HalfList? Half { get; set; }
}
