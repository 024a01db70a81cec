using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Cli.Dev;

internal static class LocalNamespaces
{
    /// <summary>Governed and planned.</summary>
    public const string Inference = "inference";

    /// <summary>Governed, and nothing in it is managed.</summary>
    public const string Tenant = "team-x";

    public const string Dynamo = "dynamo-system";

    public static IReadOnlyList<string> All { get; } = [Inference, Tenant, Dynamo, new OperatorHostOptions().Namespace];
}
