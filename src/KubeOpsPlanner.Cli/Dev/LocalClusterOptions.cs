using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Dev;

internal sealed record LocalClusterOptions
{
    /// <summary>Gets the kubeconfig for people, and beside it one for the components.</summary>
    public required DirectoryInfo Folder { get; init; }

    /// <summary>With which a user chooses it.</summary>
    public string FolderFlag { get; init; } = "--folder";

    /// <summary>Of the API server, on the loopback interface; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>When another program holds <see cref="Port"/>.</summary>
    public bool MayTakeAnotherPort { get; init; }

    /// <summary>Roles and bindings decide who may do what; otherwise every user may do everything.</summary>
    public bool EnforcesRbac { get; init; }

    /// <summary>No graphs, GPUs and operator: for an operator that runs elsewhere, or tests.</summary>
    public bool IsApiOnly { get; init; }

    public int Nodes { get; init; } = 4;

    public int GpusPerNode { get; init; } = 8;

    public required ScaledTimeProvider Clock { get; init; }

    public IReadOnlyDictionary<ObjectKey, GraphWorkload> Workloads { get; init; } = new Dictionary<ObjectKey, GraphWorkload>();

    public GraphWorkload? DefaultWorkload { get; init; }

    /// <summary>Of the operator and the stand-ins.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;
}
