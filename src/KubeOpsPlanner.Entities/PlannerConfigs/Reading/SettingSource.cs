namespace KubeOpsPlanner.Entities.PlannerConfigs.Reading;

/// <summary>How a setting was given. The names of one source are spelled as the others' are not.</summary>
public enum SettingSource
{
    /// <summary>A configuration file or inline document: <c>min_endpoint</c>.</summary>
    File,

    /// <summary>A command line: <c>--min-endpoint</c>.</summary>
    Flag,

    /// <summary>The planner part of a DynamoGraphDeploymentRequest: <c>plannerMinEndpoint</c>.</summary>
    Request,

    /// <summary>The environment: used where nothing else gives the setting.</summary>
    Variable,
}
