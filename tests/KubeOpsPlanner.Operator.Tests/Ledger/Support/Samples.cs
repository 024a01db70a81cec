using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Tests.Ledger.Support;

/// <summary>Objects as the API server stores them.</summary>
internal static class Samples
{
    /// <summary>A v1beta1 graph.</summary>
    /// <param name="pools">Name, replicas, GPUs of one replica; no GPUs given means that the shape is unknown.</param>
    public static JsonObject Graph(string @namespace, string name, params (string Name, int Replicas, int? Gpus)[] pools) => new()
    {
        ["apiVersion"] = "nvidia.com/v1beta1",
        ["kind"] = GraphKinds.GraphKind,
        ["metadata"] = new JsonObject { ["namespace"] = @namespace, ["name"] = name, ["generation"] = 1 },
        ["spec"] = new JsonObject { ["components"] = new JsonArray([.. pools.Select(Component)]) },
    };

    /// <summary>A v1alpha1 graph.</summary>
    public static JsonObject GraphOfServices(string @namespace, string name, params (string Name, int Replicas, int? Gpus)[] pools) => new()
    {
        ["apiVersion"] = "nvidia.com/v1alpha1",
        ["kind"] = GraphKinds.GraphKind,
        ["metadata"] = new JsonObject { ["namespace"] = @namespace, ["name"] = name, ["generation"] = 1 },
        ["spec"] = new JsonObject
        {
            ["services"] = new JsonObject(pools.Select(pool => KeyValuePair.Create<string, JsonNode?>(pool.Name, new JsonObject
            {
                ["componentType"] = "worker",
                ["replicas"] = pool.Replicas,
                ["resources"] = pool.Gpus is { } gpus
                    ? new JsonObject { ["limits"] = new JsonObject { ["gpu"] = gpus.ToString() } }
                    : new JsonObject { ["claims"] = new JsonArray(new JsonObject { ["name"] = "gpus" }) },
            }))),
        },
    };

    public static JsonObject Adapter(string @namespace, string graph, string component, int replicas) => new()
    {
        ["apiVersion"] = "nvidia.com/v1beta1",
        ["kind"] = GraphKinds.ScalingAdapterKind,
        ["metadata"] = new JsonObject { ["namespace"] = @namespace, ["name"] = $"{graph}-{component}", ["generation"] = 1 },
        ["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["dgdRef"] = new JsonObject { ["name"] = graph, ["componentName"] = component },
        },
    };

    /// <summary>A v1beta1 component deployment.</summary>
    /// <param name="graph">The stored graph that it refers to; null for one that stands alone.</param>
    public static JsonObject ComponentDeployment(string @namespace, string name, int replicas, int? gpus, JsonElement? graph = null)
    {
        var component = Component((name, replicas, gpus)).AsObject();
        component.Remove("name");
        var metadata = new JsonObject { ["namespace"] = @namespace, ["name"] = name, ["generation"] = 1 };
        if (graph is { } owner)
        {
            metadata["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "nvidia.com/v1beta1",
                ["kind"] = GraphKinds.GraphKind,
                ["name"] = owner.GetProperty("metadata").GetProperty("name").GetString(),
                ["uid"] = owner.GetProperty("metadata").GetProperty("uid").GetString(),
                ["controller"] = true,
            });
        }

        return new JsonObject
        {
            ["apiVersion"] = "nvidia.com/v1beta1",
            ["kind"] = GraphKinds.ComponentDeploymentKind,
            ["metadata"] = metadata,
            ["spec"] = component,
        };
    }

    public static JsonObject Scale(JsonElement adapter, int replicas) => new()
    {
        ["apiVersion"] = "autoscaling/v1",
        ["kind"] = "Scale",
        ["metadata"] = JsonNode.Parse(adapter.GetProperty("metadata").GetRawText()),
        ["spec"] = new JsonObject { ["replicas"] = replicas },
    };

    public static JsonObject Budget(string name, int maxGpus, params string[] namespaces) => new()
    {
        ["apiVersion"] = Kinds.GlobalBudgets.Api.ApiVersion,
        ["kind"] = Kinds.GlobalBudgets.Api.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["generation"] = 1 },
        ["spec"] = new JsonObject
        {
            ["maxGpus"] = maxGpus,
            ["namespaces"] = new JsonArray([.. namespaces.Select(each => (JsonNode)each)]),
        },
    };

    /// <summary>A ledger that has been running: growth is judged at once.</summary>
    public static JsonObject WarmLedger(string name) => Ledger(name, LedgerCell.Blank with { Sequence = 2 });

    public static JsonObject Ledger(string name, LedgerCell cell) => new()
    {
        ["apiVersion"] = Kinds.BudgetLedgers.Api.ApiVersion,
        ["kind"] = Kinds.BudgetLedgers.Api.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["generation"] = cell.Sequence },
        ["spec"] = JsonSerializer.SerializeToNode(LedgerCellJson.Write(cell), KubernetesJson.Options),
    };

    /// <summary>The same object with other replicas of one component.</summary>
    public static JsonObject WithReplicas(JsonElement graph, string component, int replicas)
    {
        var changed = (JsonObject)JsonNode.Parse(graph.GetRawText())!;
        var pool = changed["spec"]!["components"] is JsonArray components
            ? components.Single(each => each!["name"]!.GetValue<string>() == component)!
            : changed["spec"]!["services"]![component]!;
        pool["replicas"] = replicas;
        return changed;
    }

    public static JsonElement Element(JsonNode json) => JsonSerializer.SerializeToElement(json);

    private static JsonNode Component((string Name, int Replicas, int? Gpus) pool) => new JsonObject
    {
        ["name"] = pool.Name,
        ["type"] = "worker",
        ["replicas"] = pool.Replicas,
        ["podTemplate"] = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "main",
                    ["resources"] = pool.Gpus is { } gpus
                        ? new JsonObject { ["limits"] = new JsonObject { ["nvidia.com/gpu"] = gpus.ToString() } }
                        : new JsonObject { ["claims"] = new JsonArray(new JsonObject { ["name"] = "gpus" }) },
                }),
            },
        },
    };
}
