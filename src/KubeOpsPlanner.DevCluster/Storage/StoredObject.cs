using System.Globalization;
using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Schema;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>One object at one version: immutable, so that lists, watches and history share it.</summary>
internal sealed class StoredObject
{
    // Two served versions are the usual case: one converted form is worth keeping.
    private Conversion? _converted;

    // Definitions change; an object is read by the schema of today.
    private StructuralSchema? _conformsTo;

    public StoredObject(JsonElement json, long resourceVersion)
    {
        Json = json;
        ResourceVersion = resourceVersion;
        var metadata = json.At("metadata");
        Namespace = metadata.Text("namespace");
        Name = metadata.Text("name");
        Uid = metadata.Text("uid");
        ApiVersion = json.Text("apiVersion");
    }

    public JsonElement Json { get; }

    public long ResourceVersion { get; }

    public string Namespace { get; }

    public string Name { get; }

    public string Uid { get; }

    public bool IsTerminating => Json.At("metadata", "deletionTimestamp").IsPresent();

    /// <summary>Seconds that the deleted object may take to end; null while it is not deleted.</summary>
    public long? GraceSeconds =>
        Json.At("metadata", "deletionGracePeriodSeconds") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetInt64(out var number)
            ? number
            : null;

    private string ApiVersion { get; }

    /// <summary>
    /// The object as a client of that version sees it. Conversion is "None": only apiVersion is rewritten. What the schema
    /// of that version does not know is not shown, and what it gives a default for is.
    /// </summary>
    public JsonElement As(ResourceType type)
    {
        var (wanted, schema) = (type.ApiVersion, type.Structural);
        if (wanted == ApiVersion && ReferenceEquals(_conformsTo, schema))
            return Json;
        if (_converted is { } known && known.ApiVersion == wanted && ReferenceEquals(known.Schema, schema))
            return known.Json;
        var draft = Core.Json.Thaw(Json);
        if (wanted != ApiVersion)
            type.StoredForm?.Show(draft);
        draft["apiVersion"] = wanted;
        if (schema is not null)
        {
            SchemaPruning.Prune(draft, schema);
            SchemaDefaults.Apply(draft, schema);
        }

        var json = Core.Json.Freeze(draft);
        if (wanted == ApiVersion && JsonElement.DeepEquals(json, Json))
        {
            _conformsTo = schema;
            return Json;
        }

        _converted = new Conversion(wanted, schema, json);
        return json;
    }

    /// <param name="otherwise">When it has none.</param>
    public DateTimeOffset DeletionTimestamp(DateTimeOffset otherwise) =>
        DateTimeOffset.TryParse(
            Json.Text("metadata", "deletionTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : otherwise;

    /// <summary>Spares the first reader the comparison with the schema by which the object was just judged.</summary>
    public void IsKnownToConform(ResourceType type)
    {
        if (type.ApiVersion == ApiVersion)
            _conformsTo = type.Structural;
    }

    private sealed record Conversion(string ApiVersion, StructuralSchema? Schema, JsonElement Json);

    /// <summary>The same state under another version: what a watch shows of an object that left the selection.</summary>
    public StoredObject At(long resourceVersion)
    {
        var draft = Core.Json.Thaw(Json);
        draft.Child("metadata")["resourceVersion"] = resourceVersion.ToString();
        return new StoredObject(Core.Json.Freeze(draft), resourceVersion);
    }
}
