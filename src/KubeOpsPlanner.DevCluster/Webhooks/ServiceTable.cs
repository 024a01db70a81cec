using System.Collections.Concurrent;

namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>Services that somebody registered, e.g. the operator that runs beside the control plane.</summary>
public sealed class ServiceTable : IServiceResolver
{
    private readonly ConcurrentDictionary<(string Namespace, string Name, int Port), ServiceEndpoint> _services = new();

    public void Register(string space, string name, int port, ServiceEndpoint endpoint) =>
        _services[(space, name, port)] = endpoint;

    public ServiceEndpoint? Resolve(string space, string name, int port) =>
        _services.GetValueOrDefault((space, name, port));
}
