using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Admission;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Deletes what a list would show, one object after the other, each with its own admission.</summary>
internal sealed class CollectionDeletion(ServerState server, WriteRequest request, DeleteRequest deletion)
{
    private readonly JsonArray _deleted = [];
    private readonly List<string> _warnings = [];
    private Queue<StoredObject> _remaining = [];

    public ApiResult Start(DateTimeOffset now)
    {
        _remaining = new Queue<StoredObject>(new ReadRequests(server).Page(request.Http, request.Target, request.Type).Objects);
        return Continue(now);
    }

    private ApiResult Continue(DateTimeOffset now)
    {
        while (_remaining.TryDequeue(out var stored))
        {
            var target = request.Target with { Namespace = stored.Namespace, Name = stored.Name };
            try
            {
                var result = new AdmissionRun(server, new DeleteWrite(server, request with { Target = target }, deletion, isOneOfMany: true)).Start(now);
                if (result is ApiAdmission admission)
                    return Wait(admission, stored);
                Record(stored, result);
            }
            catch (StatusException refusal) when (refusal.Code == 404)
            {
                // Someone else, or the deletion of its owner, was faster.
            }
        }

        return new ApiResponse(200, new JsonObject
        {
            ["kind"] = request.Type.ListKind.Length > 0 ? request.Type.ListKind : $"{request.Type.Kind}List",
            ["apiVersion"] = request.Type.ApiVersion,
            ["metadata"] = new JsonObject { ["resourceVersion"] = server.Store.ResourceVersion.ToString() },
            ["items"] = _deleted,
        }, _warnings);
    }

    private ApiAdmission Wait(ApiAdmission admission, StoredObject stored) => new(admission.Calls, (answers, now) =>
    {
        var result = admission.Resume(answers, now);
        if (result is ApiAdmission again)
            return Wait(again, stored);
        if (result is ApiResponse { Code: >= 400 and not 404 })
            return result;
        lock (server.Gate)
        {
            Record(stored, result);
            return Continue(now);
        }
    });

    private void Record(StoredObject stored, ApiResult result)
    {
        if (result is not ApiResponse response)
            return;
        _warnings.AddRange(response.Warnings);
        if (response.Code < 400)
            _deleted.Add(Json.Thaw(stored.As(request.Type)));
    }
}
