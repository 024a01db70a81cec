using System.Text.Json;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>One object at one version: immutable, so that lists, watches and history share it.</summary>
internal sealed class StoredObject
{
    // Two served versions are the usual case: one converted form is worth keeping.
    private (string ApiVersion, JsonElement Json) _converted;

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

    private string ApiVersion { get; }

    /// <summary>The object as a client of that version sees it. Conversion is "None": only apiVersion is rewritten.</summary>
    public JsonElement As(ResourceType type)
    {
        var wanted = type.ApiVersion;
        if (wanted == ApiVersion)
            return Json;
        if (_converted.ApiVersion != wanted)
        {
            var draft = Core.Json.Thaw(Json);
            draft["apiVersion"] = wanted;
            _converted = (wanted, Core.Json.Freeze(draft));
        }

        return _converted.Json;
    }

    /// <summary>The same state under another version: what a watch shows of an object that left the selection.</summary>
    public StoredObject At(long resourceVersion)
    {
        var draft = Core.Json.Thaw(Json);
        draft.Child("metadata")["resourceVersion"] = resourceVersion.ToString();
        return new StoredObject(Core.Json.Freeze(draft), resourceVersion);
    }
}
