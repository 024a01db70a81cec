using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.DevCluster.Graphs.Scheduling;

/// <summary>The machines that the cluster pretends to have.</summary>
internal static class SimulatedNodes
{
    /// <summary>Creates them, or brings those that are there to this size.</summary>
    public static async Task SeedAsync(ICluster cluster, int nodes, int gpus, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= nodes; number++)
        {
            var key = ObjectKey.Cluster($"sim-node-{number}");
            try
            {
                await cluster.CreateAsync(ForeignKinds.Nodes.Api, Body(key.Name), cancellationToken);
            }
            catch (ClusterException error) when (error.IsConflict)
            {
                // It was made by an earlier run.
            }

            var status = new ClusterPatch(PatchKind.Merge, new JsonObject { ["status"] = Status(gpus, now) }, "status");
            await cluster.PatchAsync(ForeignKinds.Nodes.Api, key, status, cancellationToken);
        }
    }

    private static JsonObject Body(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                ["kubernetes.io/hostname"] = name,
                ["simulation.kubeopsplanner.io/node"] = "true",
            },
        },
        ["spec"] = new JsonObject(),
    };

    private static JsonObject Status(int gpus, DateTimeOffset now) => new()
    {
        ["capacity"] = Resources(gpus),
        ["allocatable"] = Resources(gpus),
        ["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "Ready",
            ["status"] = "True",
            ["reason"] = "Simulated",
            ["message"] = "No machine is behind this node",
            ["lastHeartbeatTime"] = ChildBodies.Time(now),
            ["lastTransitionTime"] = ChildBodies.Time(now),
        }),
    };

    private static JsonObject Resources(int gpus) => new()
    {
        ["cpu"] = "128",
        ["memory"] = "2Ti",
        ["pods"] = "110",
        [PlannerNames.GpuResource] = gpus.ToString(),
    };
}
