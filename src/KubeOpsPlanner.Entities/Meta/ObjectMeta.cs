using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>The part of <c>metadata</c> that decisions need. Everything else stays in the raw JSON.</summary>
public sealed record ObjectMeta
{
    public string Name { get; init; } = "";
    public string Namespace { get; init; } = "";
    public string Uid { get; init; } = "";
    public string ResourceVersion { get; init; } = "";
    public long Generation { get; init; }
    public DateTimeOffset? CreationTimestamp { get; init; }
    public DateTimeOffset? DeletionTimestamp { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    [JsonIgnore] public ObjectKey Key => new(Namespace, Name);

    [JsonIgnore] public bool IsBeingDeleted => DeletionTimestamp is not null;

    /// <summary>The resourceVersion as a number, so that two states of one cluster can be ordered; null where it is not one.</summary>
    [JsonIgnore] public ulong? Version => ulong.TryParse(ResourceVersion, out var version) ? version : null;
}

public sealed record OwnerReference
{
    public string ApiVersion { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Uid { get; init; } = "";
    public bool? Controller { get; init; }
    public bool? BlockOwnerDeletion { get; init; }
}
