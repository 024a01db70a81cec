using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Cli.Dev.Faults;

/// <summary>Talks to the faults of a running development cluster.</summary>
internal sealed class FaultClient : IDisposable
{
    /// <summary>Where a development cluster that is started without options writes its own.</summary>
    public static readonly string LocalKubeconfig = Path.Combine(".dev", "kubeconfig");

    private const string Faults = "debug/faults";

    private readonly KubernetesCluster _cluster;
    private readonly ClusterConnection _connection;

    private FaultClient(KubernetesCluster cluster, ClusterConnection connection)
    {
        _cluster = cluster;
        _connection = connection;
    }

    /// <summary>The file to read, or null to look where <c>KUBECONFIG</c> says, as kubectl does.</summary>
    /// <param name="given">With --kubeconfig; null without.</param>
    /// <param name="variable">The value of <c>KUBECONFIG</c>; null when it is not set.</param>
    public static string? KubeconfigOf(string? given, string? variable) =>
        given ?? (string.IsNullOrEmpty(variable) ? LocalKubeconfig : null);

    /// <param name="kubeconfig">As <see cref="KubeconfigOf"/> says.</param>
    /// <exception cref="UserError">The kubeconfig cannot be used.</exception>
    public static FaultClient Open(string? kubeconfig, string? context)
    {
        if (kubeconfig is not null && !File.Exists(kubeconfig))
        {
            throw new UserError(
                $"There is no kubeconfig {Path.GetFullPath(kubeconfig)}: start a development cluster with \"kubectl planner dev\" (make dev), "
                + "or name its kubeconfig with KUBECONFIG or --kubeconfig.");
        }

        try
        {
            var connection = ClusterConnection.Load(kubeconfig, context);
            return new FaultClient(KubernetesCluster.Connect(connection, "kubectl-planner"), connection);
        }
        catch (OperatorHostException error)
        {
            throw new UserError(error.Message);
        }
    }

    /// <summary>The list document of the server: <c>items</c> are rules with their state.</summary>
    public Task<JsonObject> ListAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, Faults, null, cancellationToken);

    public Task<JsonObject> AddAsync(FaultRule rule, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Faults, FaultRuleJson.Write(rule), cancellationToken);

    public Task<JsonObject> RemoveAsync(string name, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"{Faults}/{Uri.EscapeDataString(name)}", null, cancellationToken);

    /// <returns>What was removed.</returns>
    public Task<JsonObject> ClearAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, Faults, null, cancellationToken);

    public Task RestartAsync(RestartOrder order, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post, "debug/restart",
        new JsonObject { ["keepsMemory"] = order.KeepsMemory, ["downSeconds"] = order.DownFor.TotalSeconds }, cancellationToken);

    public void Dispose() => _cluster.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _cluster.SendAsync(method, path, body, cancellationToken);
            return answer.ValueKind == JsonValueKind.Object ? JsonObject.Create(answer)! : throw NotADevelopmentCluster();
        }
        catch (ClusterException error) when (error.Code == HttpStatusCode.BadRequest)
        {
            throw new UserError(error.Message);
        }
        catch (ClusterException error) when (error.Code == HttpStatusCode.NotFound && !error.Message.Contains("there is no fault", StringComparison.Ordinal))
        {
            throw NotADevelopmentCluster();
        }
    }

    private UserError NotADevelopmentCluster() => new(
        $"The server {_connection.Server} of {_connection.Source} is no development cluster of \"kubectl planner dev\", so it has no faults on demand: "
        + "name another kubeconfig with --kubeconfig.");
}
