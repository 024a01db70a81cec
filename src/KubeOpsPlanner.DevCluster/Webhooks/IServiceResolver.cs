namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>Stands in for the cluster network: where a webhook's Service can be reached from here.</summary>
public interface IServiceResolver
{
    /// <summary>Null when there is no such service.</summary>
    ServiceEndpoint? Resolve(string space, string name, int port);
}

public sealed record ServiceEndpoint(string Host, int Port);
