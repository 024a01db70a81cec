using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>What must hold between a request, the object in it and what is stored, before the object itself is judged.</summary>
internal sealed class WritePreconditions(ServerState server, WriteRequest request, ObjectChange change)
{
    private readonly ResourceType _type = request.Type;
    private readonly bool _isPost = request.Http.Method == "POST";
    private readonly bool _isScale = request.Target.Subresource == "scale";

    public void CheckNames(JsonObject subject)
    {
        var (name, @namespace) = (subject.Text("metadata", "name"), subject.Text("metadata", "namespace"));
        CheckName(subject);
        if (!_isPost && name.Length == 0)
        {
            throw StatusErrors.BadRequest(
                $"the name of the object ({request.Target.Name} based on URL) was undeterminable: name must be provided");
        }

        if (change is ObjectChange.PatchJson or ObjectChange.PatchMerge or ObjectChange.PatchStrategic && _type.IsBuiltIn && !_isScale
            && (IsOther(subject.Text("kind"), _type.Kind) || IsOther(subject.Text("apiVersion"), _type.ApiVersion)))
        {
            throw StatusErrors.Invalid("", "", "", [FieldError.Invalid("patch", Json.Compact(subject),
                $"a patch cannot turn {_type.ApiVersion} {_type.Kind} into {subject.Text("apiVersion")} {subject.Text("kind")}")]);
        }

        if (@namespace.Length > 0 && @namespace != request.Target.Namespace && (_type.IsNamespaced || !_isPost))
        {
            throw StatusErrors.BadRequest(_type.IsNamespaced && !_isPost
                ? $"the namespace of the object ({@namespace}) does not match the namespace on the request ({request.Target.Namespace})"
                : _type.IsNamespaced ? "the namespace of the provided object does not match the namespace sent on the request"
                : "namespace not allowed on this type");
        }
    }

    public void CheckName(JsonObject subject)
    {
        var name = subject.Text("metadata", "name");
        if (!_isPost && name.Length > 0 && name != request.Target.Name)
            throw StatusErrors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Target.Name})");
    }

    private static bool IsOther(string given, string own) => given.Length > 0 && given != own;

    public void CheckVersion(JsonObject subject, StoredObject? stored)
    {
        var version = subject.Text("metadata", "resourceVersion");
        if (stored is null)
        {
            // A dry run does not come as far as the storage, which refuses it.
            if (version is not ("" or "0") && !(_isPost && request.Options.IsDryRun))
                throw _isPost
                    ? new StatusException(500, "", "resourceVersion should not be set on objects to be created")
                    : StatusErrors.Conflict(_type, request.Target.Name, "StorageError: invalid object, Code: 4, Key: , ResourceVersion: 0, AdditionalErrorMsg: Precondition failed");
            return;
        }

        if (version is "" or "0")
        {
            if (change is ObjectChange.Replace && !_isScale && !BuiltInRules.AllowsUnconditionalUpdate(_type))
            {
                // The real server names the resource here, not the kind.
                throw StatusErrors.Invalid(_type.Group, _type.Plural, stored.Name,
                    [new FieldError("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0x0: must be specified for an update")]);
            }
        }
        else if (!ulong.TryParse(version, out _))
        {
            throw new StatusException(500, "", $"strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }
        else if (version != stored.ResourceVersion.ToString())
        {
            throw StatusErrors.Modified(_type, stored.Name);
        }

        var uid = subject.Text("metadata", "uid");
        if (uid.Length == 0 || uid == stored.Uid)
            return;
        if (change is not ObjectChange.Replace)
            throw StatusErrors.Invalid(_type, stored.Name, FieldError.Invalid("metadata.uid", uid, "field is immutable"));
        throw StatusErrors.Conflict(_type, stored.Name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{_type.Plural}/{stored.Namespace}/{stored.Name}, ResourceVersion: 0, "
            + $"AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {stored.Uid}");
    }

    public void CheckNamespace(string @namespace, string name)
    {
        if (server.Store.Find(ServerState.Namespaces, "", @namespace) is not { } found)
            throw new StatusException(404, "NotFound", $"namespaces \"{@namespace}\" not found", new JsonObject { ["name"] = @namespace, ["kind"] = "namespaces" });
        if (!found.IsTerminating)
            return;
        throw StatusErrors.Forbidden(_type, name, $"unable to create new content in namespace {@namespace} because it is being terminated",
            new JsonArray(new JsonObject
            {
                ["reason"] = "NamespaceTerminating",
                ["message"] = $"namespace {@namespace} is being terminated",
                ["field"] = "metadata.namespace",
            }));
    }
}
