using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Deletion of one object.</summary>
/// <param name="isOneOfMany">Of a collection: the request itself names no object.</param>
internal sealed class DeleteWrite(ServerState server, WriteRequest request, DeleteRequest deletion, bool isOneOfMany = false) : IWrite
{
    public bool IsOneOfMany => isOneOfMany;

    public WriteRequest Request => request;

    public List<string> Warnings { get; } = [];

    public DeleteRequest Deletion => deletion;

    public WriteDraft Begin(DateTimeOffset now)
    {
        var (type, name) = (request.Type, request.Target.Name);
        var stored = server.Store.Find(request.Collection, request.Target.Namespace, name) ?? throw StatusErrors.NotFound(type, name);
        if (deletion.Uid.Length > 0 && deletion.Uid != stored.Uid)
        {
            throw StatusErrors.PreconditionFailed(type, name,
                $"the UID in the precondition ({deletion.Uid}) does not match the UID in record ({stored.Uid}). The object might have been deleted and then recreated");
        }

        if (deletion.ResourceVersion.Length > 0 && deletion.ResourceVersion != stored.ResourceVersion.ToString())
        {
            throw StatusErrors.PreconditionFailed(type, name,
                $"the ResourceVersion in the precondition ({deletion.ResourceVersion}) does not match the ResourceVersion in record ({stored.ResourceVersion}). The object might have been modified");
        }

        if (IsProtected(stored))
            throw StatusErrors.Forbidden(type, name, "this namespace may not be deleted");
        return new WriteDraft { Base = stored, Operation = "DELETE", OldSubject = stored.As(type), Name = name };
    }

    public void Prepare(WriteDraft draft, DateTimeOffset now)
    {
    }

    public ApiResponse Commit(WriteDraft draft, DateTimeOffset now)
    {
        var stored = draft.Base!;
        var (last, isGone) = deletion.IsDryRun
            ? server.Lifecycle.Rehearse(request.Collection, stored, deletion.Propagation, now, deletion.GraceSeconds)
            : server.Lifecycle.Delete(request.Collection, stored, deletion.Propagation, now, deletion.GraceSeconds);
        if (!isGone || BuiltInRules.ReturnsDeletedObject(request.Type) || request.Collection == ServerState.Namespaces)
            return new ApiResponse(!isGone && deletion.IsCascading ? 202 : 200, Json.Thaw(last.As(request.Type)), Warnings);
        return new ApiResponse(200, Success(stored), Warnings);
    }

    private bool IsProtected(StoredObject stored) =>
        request.Collection == ServerState.Namespaces && stored.Name is ("default" or "kube-system" or "kube-public");

    private JsonObject Success(StoredObject stored)
    {
        var details = new JsonObject { ["name"] = stored.Name };
        if (request.Type.Group.Length > 0)
            details["group"] = request.Type.Group;
        details["kind"] = request.Type.Plural;
        details["uid"] = stored.Uid;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }
}
