using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Schema;

/// <summary>Everything that the definition of one of our kinds is generated from.</summary>
/// <remarks>
/// Bounds and descriptions stand as attributes on the fields. A default is the value that a freshly made spec has, so
/// the program and the API server cannot disagree about it.
/// </remarks>
/// <param name="Status">Null for a kind without a status subresource.</param>
public sealed record KindDefinition(
    ApiResource Api,
    string ShortName,
    string Description,
    Type Spec,
    Type? Status,
    IReadOnlyList<PrinterColumn> Columns);
