using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Graphs.Serving;

/// <summary>Which ports simulated pods listen on, and where these really are: below one loopback port for all.</summary>
internal sealed class PodEndpoints(IStore<GraphObject> graphs, IStore<SimulatedPod> pods, Func<int> port)
{
    /// <summary>Where a Dynamo frontend listens.</summary>
    public const int FrontendPort = 8000;

    /// <summary>Where other Dynamo components serve metrics and health.</summary>
    public const int SystemPort = 9090;

    /// <summary>The port of a component's pods.</summary>
    public static int PortOf(GraphComponent component) => component.Role == ComponentRole.Frontend ? FrontendPort : SystemPort;

    /// <summary>Null when no serving pod listens there.</summary>
    public Uri? Find(PodAddress address)
    {
        if (pods.Get(new ObjectKey(address.Namespace, address.Pod)) is not { IsReady: true, Graph: { } graph } pod
            || graphs.Get(graph)?.Graph.Component(pod.Component) is not { } component
            || address.Port != PortOf(component))
        {
            return null;
        }

        var root = $"http://127.0.0.1:{port()}/{graph.Namespace}/{graph.Name}";
        return new Uri(component.Role == ComponentRole.Frontend ? root : $"{root}/{Uri.EscapeDataString(component.Name)}");
    }
}
