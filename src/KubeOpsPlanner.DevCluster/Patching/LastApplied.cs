using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// How an object moves from kubectl's client-side apply to its server-side apply: what the annotation says was applied
/// belongs to kubectl, and the annotation follows what kubectl applies from then on. Other managers are not meant.
/// </summary>
internal static class LastApplied
{
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    private const string Kubectl = "kubectl";

    // Of all annotations of an object together.
    private const int MaxAnnotationBytes = 256 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = KubernetesJson.Options.Encoder };

    /// <summary>Fields in which <paramref name="manager"/> may overrule others unforced: applied by it before, and unchanged since.</summary>
    public static FieldSet Overrulable(JsonObject live, FieldManager manager, FieldSchema schema)
    {
        var nothing = new FieldSet();
        if (manager.Name != Kubectl || Configuration(live) is not { } applied || applied.Text("apiVersion") != manager.ApiVersion)
            return nothing;
        var changes = FieldComparison.Compare(applied, live, schema);
        return FieldComparison.Claimed(applied, schema).Except(changes.Modified).Except(changes.Removed);
    }

    /// <summary>Writes what was applied into the annotation of <paramref name="merged"/>, where there is one.</summary>
    /// <param name="applied">As it was sent.</param>
    public static void Follow(JsonObject merged, JsonObject applied, FieldManager manager)
    {
        if (manager.Name != Kubectl || merged.Text("metadata", "annotations", Annotation).Length == 0)
            return;
        if (applied.At("metadata", "annotations") is JsonObject own)
            own.Remove(Annotation);
        var annotations = merged.Child("metadata").Child("annotations");
        annotations[Annotation] = AsGoWrites(applied) + "\n";
        if (annotations.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(annotations.Text(entry.Key))) > MaxAnnotationBytes)
            annotations.Remove(Annotation);
    }

    // These three can only be in strings.
    private static string AsGoWrites(JsonObject json) => Encoding.UTF8.GetString(CanonicalJson.Of(Json.Freeze(json), Readable).Span)
        .Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026");

    private static JsonObject? Configuration(JsonObject live)
    {
        try
        {
            var applied = Json.Parse(Encoding.UTF8.GetBytes(live.Text("metadata", "annotations", Annotation)));
            return applied.ValueKind == JsonValueKind.Object ? Json.Thaw(applied) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
