using System.Text.Json;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>
/// A kind and how to read it. Reading keeps only what decisions need, so stores stay small;
/// writers patch, so fields that we do not know are never lost.
/// </summary>
public sealed record Resource<T>(ApiResource Api, Func<JsonElement, T> Read) where T : class, IKubernetesObject
{
    /// <summary>The cluster need not serve it: then there are none, until its definition appears.</summary>
    public bool IsOptional { get; init; }
}

public static class Resource
{
    /// <summary>A kind of ours, read by its spec and status types.</summary>
    public static Resource<Entity<TSpec, TStatus>> OfEntity<TSpec, TStatus>(ApiResource api)
        where TSpec : new()
        where TStatus : new() =>
        new(api, static json => new Entity<TSpec, TStatus>(
            KubernetesJson.ReadMeta(json),
            KubernetesJson.ReadProperty<TSpec>(json, "spec") ?? new TSpec(),
            KubernetesJson.ReadProperty<TStatus>(json, "status") ?? new TStatus()));
}
