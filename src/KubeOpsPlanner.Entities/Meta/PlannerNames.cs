namespace KubeOpsPlanner.Entities.Meta;

/// <summary>Keys that the operator reads from, or writes to, objects of any kind.</summary>
public static class PlannerNames
{
    public const string Group = "kubeopsplanner.io";

    /// <summary>The group of the kinds that are governed, not owned.</summary>
    public const string DynamoGroup = "nvidia.com";

    /// <summary>
    /// On a PoolPlan: <c>true</c> stops it from writing until the annotation is removed; an RFC 3339 time stops it
    /// until then.
    /// </summary>
    public const string SuspendAnnotation = "kubeopsplanner.io/suspend";

    /// <summary>On a DynamoGraphDeploymentRequest: any new value asks for a new run.</summary>
    public const string RerunAnnotation = "kubeopsplanner.io/rerun";

    /// <summary>The no-op write that proves that no admitted write on an older version can still arrive.</summary>
    public const string FenceAnnotation = "kubeopsplanner.io/fence";

    /// <summary>On pods, adapters and other children: the DGD that they belong to.</summary>
    public const string GraphLabel = "nvidia.com/dynamo-graph-deployment-name";

    /// <summary>On pods and adapters: the component of the DGD.</summary>
    public const string ComponentLabel = "nvidia.com/dynamo-component";

    public const string GpuResource = "nvidia.com/gpu";
}
