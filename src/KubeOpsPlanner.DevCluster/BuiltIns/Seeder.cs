using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>What every new cluster contains, and what every new namespace gets without asking.</summary>
/// <param name="caPem">Published to every namespace as <c>kube-root-ca.crt</c>.</param>
public sealed class Seeder(ApiHandler handle, string caPem)
{
    /// <summary>The namespaces that Kubernetes itself creates.</summary>
    public static readonly IReadOnlyList<string> Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <summary>
    /// The same door, with the controllers' part done at once: a namespace that was just created has its
    /// default service account and root certificate before the client reads the answer.
    /// </summary>
    public ApiResult Handle(ApiRequest request, DateTimeOffset now) => Complete(request, handle(request, now), now);

    /// <summary>Creates what is missing; what exists, e.g. after a restart with memory, stays.</summary>
    /// <param name="more">Beside what every cluster contains.</param>
    public void Seed(IEnumerable<InitialObject> more, DateTimeOffset now)
    {
        foreach (var initial in more)
            handle(Creation(initial.Collection, initial.Body), now);
        foreach (var name in Namespaces)
        {
            handle(Creation("/api/v1/namespaces", Object("v1", "Namespace", name)), now);
            Furnish(name, now);
        }
        var service = Object("v1", "Service", "kubernetes");
        service["metadata"]!["labels"] = new JsonObject
        {
            ["component"] = "apiserver",
            ["provider"] = "kubernetes",
        };
        service["spec"] = new JsonObject
        {
            ["type"] = "ClusterIP",
            ["clusterIP"] = "10.96.0.1",
            ["ports"] = new JsonArray(new JsonObject
            {
                ["name"] = "https",
                ["protocol"] = "TCP",
                ["port"] = 443,
                ["targetPort"] = 443,
            }),
        };
        Handle(Creation("/api/v1/namespaces/default/services", service), now);
    }

    private ApiResult Complete(ApiRequest request, ApiResult result, DateTimeOffset now)
    {
        if (request.Method != "POST" || request.Path.TrimEnd('/') != "/api/v1/namespaces")
            return result;
        if (result is ApiAdmission admission)
            return admission with { Resume = (answers, later) => Complete(request, admission.Resume(answers, later), later) };
        var isDryRun = request.Query.ContainsKey("dryRun");
        if (result is ApiResponse { Code: 201 } created && !isDryRun)
            Furnish(created.Body["metadata"]!["name"]!.GetValue<string>(), now);
        return result;
    }

    private void Furnish(string name, DateTimeOffset now)
    {
        handle(Creation($"/api/v1/namespaces/{name}/serviceaccounts", Object("v1", "ServiceAccount", "default")), now);
        var authority = Object("v1", "ConfigMap", "kube-root-ca.crt");
        authority["data"] = new JsonObject { ["ca.crt"] = caPem };
        handle(Creation($"/api/v1/namespaces/{name}/configmaps", authority), now);
    }

    private static JsonObject Object(string apiVersion, string kind, string name) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    private static ApiRequest Creation(string path, JsonObject body) => new()
    {
        Method = "POST",
        Path = path,
        ContentType = "application/json",
        UserAgent = "kube-controller-manager",
        Body = JsonSerializer.SerializeToUtf8Bytes(body),
        User = WellKnownUsers.ApiServer,
    };
}
