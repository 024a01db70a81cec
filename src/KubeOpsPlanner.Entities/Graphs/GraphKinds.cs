using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>The kinds of Dynamo that are governed, not owned.</summary>
/// <remarks>
/// Stored as v1beta1 by newer Dynamo, as v1alpha1 by older ones; reading does not care. Which version a cluster serves
/// is found out by discovery: <see cref="GraphsIn"/> and <see cref="ScalingAdaptersIn"/> take it.
/// </remarks>
public static class GraphKinds
{
    public const string GraphKind = "DynamoGraphDeployment";
    public const string ScalingAdapterKind = "DynamoGraphDeploymentScalingAdapter";

    public const string ComponentDeploymentKind = "DynamoComponentDeployment";

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["v1beta1", "v1alpha1"];

    public static Resource<DynamoGraphDeployment> Graphs { get; } = GraphsIn(Versions[0]);

    public static Resource<DynamoGraphDeploymentScalingAdapter> ScalingAdapters { get; } = ScalingAdaptersIn(Versions[0]);

    public static Resource<DynamoComponentDeployment> ComponentDeployments { get; } = new(
        new ApiResource(PlannerNames.DynamoGroup, Versions[0], ComponentDeploymentKind, "dynamocomponentdeployments", true),
        DynamoComponentDeployment.Read)
    {
        // Dynamo on Grove makes none, and a trial cluster has no definition of it.
        IsOptional = true,
    };

    public static Resource<DynamoGraphDeployment> GraphsIn(string version) =>
        new(new ApiResource(PlannerNames.DynamoGroup, version, GraphKind, "dynamographdeployments", true), GraphReader.Read);

    public static Resource<DynamoGraphDeploymentScalingAdapter> ScalingAdaptersIn(string version) =>
        new(new ApiResource(
                PlannerNames.DynamoGroup, version, ScalingAdapterKind, "dynamographdeploymentscalingadapters", true),
            DynamoGraphDeploymentScalingAdapter.Read);

    /// <summary>Reads a graph from an admission review, of whichever version.</summary>
    /// <exception cref="JsonException">Its metadata is misshapen; everything else is read as far as it goes.</exception>
    public static DynamoGraphDeployment ReadGraph(JsonElement json) => GraphReader.Read(json);
}
