using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Rules;

/// <summary>What the old planner's pod could reach and the operator may not.</summary>
internal static class SourceRules
{
    public static IEnumerable<ConfigFinding> TracesAreInTheOperatorsFolder(ConfigReading config)
    {
        const string Trace = "load_predictor_warmup_trace";
        if (config.Word(Trace) is not { } path)
        {
            yield break;
        }

        yield return ConfigFinding.Warning(config.Path(Trace), TracePlace.IsRelative(path)
            ? "is looked for in the operator's folder of traces: start the operator with --warmup-traces"
            : "is a path of the old planner's pod and is kept for export: put the trace into the operator's folder (--warmup-traces) and name it relative to that");
    }

    public static IEnumerable<ConfigFinding> PrometheusIsAllowed(ConfigReading config)
    {
        const string Endpoint = "metric_pulling_prometheus_endpoint";
        if (Uri.TryCreate(config.Word(Endpoint), UriKind.Absolute, out var address))
        {
            yield return ConfigFinding.Warning(
                config.Path(Endpoint), $"is asked by the operator, which must allow it: start the operator with --allow-metrics-host {address.Authority}");
        }
    }
}
