using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

internal static class Stores
{
    public static readonly StoreName[] All = Enum.GetValues<StoreName>();

    /// <summary>Those whose versions a decision rests on; null for the others.</summary>
    public static StoreKind? KindOf(StoreName store) => store switch
    {
        StoreName.Graphs => StoreKind.Graphs,
        StoreName.Adapters => StoreKind.Adapters,
        StoreName.Budgets => StoreKind.Budgets,
        _ => null,
    };
}
