using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Schema;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>One served version of one kind, built in or from a CustomResourceDefinition.</summary>
public sealed record ResourceType
{
    /// <summary>Empty for the core group.</summary>
    public required string Group { get; init; }
    public required string Version { get; init; }
    public required string Kind { get; init; }
    public required string Plural { get; init; }
    public string Singular { get; init; } = "";
    public string ListKind { get; init; } = "";
    public IReadOnlyList<string> ShortNames { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    public required bool IsNamespaced { get; init; }
    public required bool IsBuiltIn { get; init; }
    public bool HasStatus { get; init; }
    public ScalePaths? Scale { get; init; }

    /// <summary>Verbs as discovery lists them; reviews (TokenReview, …) have create alone and are not stored.</summary>
    public IReadOnlyList<string> Verbs { get; init; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>What every request for this version is warned of; null when the version is not deprecated.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>openAPIV3Schema; absent for built-in kinds that are stored as they come.</summary>
    public JsonObject? Schema { get; init; }

    /// <summary>The same, compiled; null for built-in kinds.</summary>
    internal StructuralSchema? Structural { get; init; }

    /// <summary>The schema of the version that is stored, where that is another version of the same kind.</summary>
    internal StructuralSchema? StoredStructural { get; init; }

    /// <summary>Null for kinds with a store of their own.</summary>
    internal StoredForm? StoredForm { get; init; }

    internal CollectionKey Collection => StoredForm?.Collection ?? new CollectionKey(Group, Plural);

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}

/// <summary>Dotted paths as a CRD's scale subresource gives them, e.g. <c>.spec.replicas</c>.</summary>
public sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector);

/// <param name="Type">integer, number, string, boolean or date.</param>
public sealed record PrinterColumn(string Name, string Type, string JsonPath, string Description = "", int Priority = 0);
