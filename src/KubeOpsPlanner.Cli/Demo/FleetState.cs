using System.Text.Json;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>
/// Counts the GPUs that graphs and adapters ask for, after every single change that the API server stores, and compares
/// them with the ceiling in force at that very version. Safe for concurrent use.
/// </summary>
internal sealed class FleetState
{
    private static readonly HashSet<string> Governed = [LocalNamespaces.Inference, LocalNamespaces.Tenant];

    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, DynamoGraphDeployment> _graphs = [];
    private readonly Dictionary<ObjectKey, DynamoGraphDeploymentScalingAdapter> _adapters = [];
    private readonly List<string> _violations = [];

    /// <summary>Stored changes of graphs, adapters and the budget.</summary>
    public long Changes { get; private set; }

    public long PeakGpus { get; private set; }

    /// <summary>Negative: none.</summary>
    public int MaxGpus { get; private set; } = -1;

    /// <summary>One sentence for each version at which more was asked for than allowed.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_lock)
            {
                return [.. _violations];
            }
        }
    }

    public long TotalGpus
    {
        get
        {
            lock (_lock)
            {
                return _graphs.Values.Sum(GpusOf);
            }
        }
    }

    public DynamoGraphDeployment? Graph(ObjectKey key)
    {
        lock (_lock)
        {
            return _graphs.GetValueOrDefault(key);
        }
    }

    /// <summary>What a graph and its adapters ask for.</summary>
    public ReplicaVector Vector(ObjectKey key)
    {
        lock (_lock)
        {
            return _graphs.TryGetValue(key, out var graph) ? graph.Vector(_adapters.Values) : ReplicaVector.Empty;
        }
    }

    /// <param name="isDeleted">Then <paramref name="json"/> is the last state.</param>
    public void Apply(string plural, long resourceVersion, JsonElement json, bool isDeleted)
    {
        lock (_lock)
        {
            if (plural == GraphKinds.Graphs.Api.Plural)
            {
                Set(_graphs, GraphKinds.ReadGraph(json), isDeleted);
            }
            else if (plural == GraphKinds.ScalingAdapters.Api.Plural)
            {
                Set(_adapters, DynamoGraphDeploymentScalingAdapter.Read(json), isDeleted);
            }
            else if (plural == Kinds.GlobalBudgets.Api.Plural
                && Kinds.GlobalBudgets.Read(json) is { Metadata.Name: StarterSet.BudgetName } budget)
            {
                MaxGpus = isDeleted ? -1 : budget.Spec.MaxGpus;
            }
            else
            {
                return;
            }

            Changes++;
            Check(resourceVersion);
        }
    }

    private void Check(long resourceVersion)
    {
        var total = _graphs.Values.Sum(GpusOf);
        PeakGpus = Math.Max(PeakGpus, total);
        if (MaxGpus >= 0 && total > MaxGpus)
        {
            var shares = _graphs.Values.Select(graph => $"{graph.Metadata.Key} {GpusOf(graph)}").Order(StringComparer.Ordinal);
            _violations.Add($"at version {resourceVersion} {total} GPUs were asked for ({string.Join(", ", shares)}), {MaxGpus} are allowed");
        }
    }

    private long GpusOf(DynamoGraphDeployment graph) => graph.Vector(_adapters.Values).KnownGpus;

    private static void Set<T>(Dictionary<ObjectKey, T> objects, T item, bool isDeleted) where T : IKubernetesObject
    {
        if (!Governed.Contains(item.Metadata.Namespace))
        {
            return;
        }

        if (isDeleted)
        {
            objects.Remove(item.Metadata.Key);
        }
        else
        {
            objects[item.Metadata.Key] = item;
        }
    }
}
