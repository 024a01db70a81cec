using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>What every new cluster contains, and what every new namespace gets without asking.</summary>
/// <param name="seed">Stores what is missing, see <see cref="ApiServerCore.Seed"/>.</param>
/// <param name="caPem">Published to every namespace as <c>kube-root-ca.crt</c>.</param>
public sealed class Seeder(ApiHandler handle, Action<InitialObject, DateTimeOffset> seed, string caPem)
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
            seed(initial, now);
        foreach (var name in Namespaces)
        {
            seed(new InitialObject("/api/v1/namespaces", "Namespace", name), now);
            Furnish(name, now);
        }

        seed(ServiceOfServer(), now);
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
        seed(new InitialObject($"/api/v1/namespaces/{name}/serviceaccounts", "ServiceAccount", "default"), now);
        var authority = new InitialObject($"/api/v1/namespaces/{name}/configmaps", "ConfigMap", "kube-root-ca.crt");
        authority.Body["data"] = new JsonObject { ["ca.crt"] = caPem };
        seed(authority, now);
    }

    private static InitialObject ServiceOfServer()
    {
        var service = new InitialObject("/api/v1/namespaces/default/services", "Service", "kubernetes");
        service.Body["metadata"]!["labels"] = new JsonObject
        {
            ["component"] = "apiserver",
            ["provider"] = "kubernetes",
        };
        service.Body["spec"] = new JsonObject
        {
            ["type"] = "ClusterIP",
            ["clusterIP"] = "10.96.0.1",
            ["clusterIPs"] = new JsonArray("10.96.0.1"),
            ["sessionAffinity"] = "None",
            ["ports"] = new JsonArray(new JsonObject
            {
                ["name"] = "https",
                ["protocol"] = "TCP",
                ["port"] = 443,
                ["targetPort"] = 443,
            }),
        };
        service.Body["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        return service;
    }
}
