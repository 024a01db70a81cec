namespace KubeOpsPlanner.Hosting.Metrics;

/// <summary>
/// The meters that a host serves. A metric's name is its meter's, an underscore and its instrument's: what prometheus-net
/// makes of them, so that dashboards and alerts fit every host.
/// </summary>
public static class MeterNames
{
    public const string Operator = "kubeops_planner";

    /// <summary>What the upstream planner exports under the same names, so that its dashboards work.</summary>
    public const string Upstream = "dynamo_planner";

    public static bool IsServed(string meter) => meter is Operator or Upstream;
}
