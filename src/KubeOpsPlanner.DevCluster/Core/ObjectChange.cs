using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Patching;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What the client wants to become of an object.</summary>
internal abstract record ObjectChange
{
    public const string JsonPatchType = "application/json-patch+json";
    public const string MergePatchType = "application/merge-patch+json";
    public const string StrategicPatchType = "application/strategic-merge-patch+json";
    public const string ApplyPatchType = "application/apply-patch+yaml";

    /// <summary>Paths of fields that the body names twice; the last one counted.</summary>
    public IReadOnlyList<string> Duplicates { get; init; } = [];

    /// <param name="old">A private copy of the stored state.</param>
    public abstract JsonObject Produce(JsonObject old);

    public sealed record Replace(JsonObject Body) : ObjectChange
    {
        public override JsonObject Produce(JsonObject old) => (JsonObject)Body.DeepClone();
    }

    public sealed record PatchJson(JsonNode? Patch) : ObjectChange
    {
        public override JsonObject Produce(JsonObject old) => JsonPatch.Apply(old, Patch);
    }

    public sealed record PatchMerge(JsonObject Patch) : ObjectChange
    {
        public override JsonObject Produce(JsonObject old)
        {
            MergePatch.Apply(old, Patch);
            return old;
        }
    }

    public sealed record PatchStrategic(JsonObject Patch) : ObjectChange
    {
        public override JsonObject Produce(JsonObject old)
        {
            StrategicMergePatch.Apply(old, Patch);
            return old;
        }
    }

    /// <summary>Merged with its managers' claims in view: see <see cref="ServerSideApply"/>.</summary>
    public sealed record Apply(JsonObject Configuration) : ObjectChange
    {
        public override JsonObject Produce(JsonObject old) => (JsonObject)Configuration.DeepClone();
    }
}
