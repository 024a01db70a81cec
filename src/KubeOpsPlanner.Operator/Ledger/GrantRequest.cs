using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>One write that the operator is about to make, valid for exactly one version of one object.</summary>
/// <param name="Budget">The GlobalBudget in whose name it is made.</param>
/// <param name="Graph">The graph whose replicas change.</param>
/// <param name="BaseApi">The kind that is written: the graph, or a scaling adapter of it.</param>
/// <param name="Base">The object that is written.</param>
/// <param name="BaseUid">Its uid.</param>
/// <param name="BaseVersion">The resourceVersion that the write carries as its precondition.</param>
/// <param name="Replicas">
/// Absolute replicas by component after the write. Components that are not named stay as they are in the graph.
/// </param>
public sealed record GrantRequest(
    string Budget,
    ObjectKey Graph,
    ApiResource BaseApi,
    ObjectKey Base,
    string BaseUid,
    ulong BaseVersion,
    IReadOnlyDictionary<string, int> Replicas);
