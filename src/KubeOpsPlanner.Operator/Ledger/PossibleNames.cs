using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// The name of a graph in an adapter or an owner reference is a tenant's text, and becomes part of a path that the operator
/// asks for with its own rights. The API server's own rule for such parts: <c>.</c> and <c>..</c> are none, nor is what
/// holds <c>/</c> or <c>%</c>.
/// </summary>
internal static class PossibleNames
{
    /// <summary>False where no object can have this name, so that there is nothing to ask for.</summary>
    public static bool CanExist(this ObjectKey key) =>
        key.Name is not ("" or "." or "..") && key.Name.AsSpan().IndexOfAny('/', '%') < 0;
}
