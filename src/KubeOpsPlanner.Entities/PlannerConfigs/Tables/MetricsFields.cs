using KubeOpsPlanner.Entities.PlannerConfigs.Places;
using KubeOpsPlanner.Entities.PlannerConfigs.Values;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Tables;

/// <summary>Where traffic is read. Upstream always asks Prometheus; a plan does where an endpoint is given.</summary>
internal static class MetricsFields
{
    private const string OperatorsOwn = "credentials and certificates for Prometheus are the operator's own: set this variable on its Deployment: ";

    public static IReadOnlyList<ConfigField> All { get; } =
    [
        new("metric_pulling_prometheus_endpoint", new TextValue(2048), new PrometheusPlace()) { Variable = "PROMETHEUS_ENDPOINT" },
        new("metric_pulling_prometheus_token", new TextValue(16384), new KeptPlace("metric_pulling_prometheus_token"))
        {
            Variable = "PROMETHEUS_TOKEN", IsSecret = true, Remark = OperatorsOwn + "PROMETHEUS_TOKEN",
        },
        new("metric_pulling_prometheus_token_file", new TextValue(), new KeptPlace("metric_pulling_prometheus_token_file"))
        {
            Variable = "PROMETHEUS_TOKEN_FILE", Remark = OperatorsOwn + "PROMETHEUS_TOKEN_FILE",
        },
        new("metric_pulling_prometheus_ssl_verify", new FlagValue(), new KeptPlace("metric_pulling_prometheus_ssl_verify"))
        {
            Default = "false", Variable = "PROMETHEUS_SSL_VERIFY", Remark = OperatorsOwn + "PROMETHEUS_SSL_VERIFY",
        },
        new("metric_pulling_prometheus_ca_bundle", new TextValue(), new KeptPlace("metric_pulling_prometheus_ca_bundle"))
        {
            Variable = "PROMETHEUS_CA_BUNDLE", Remark = OperatorsOwn + "PROMETHEUS_CA_BUNDLE",
        },
        new("metric_pulling_prometheus_extra_query_params", new QueryValue(), new QueryPlace("metrics.prometheus.extraQueryParams"))
        {
            Variable = "PROMETHEUS_EXTRA_QUERY_PARAMS",
        },
        new("metric_pulling_prometheus_request_timeout_seconds", new NumberValue(0, 300, IsAbove: true),
            new FieldPlace("metrics.prometheus.requestTimeoutSeconds"))
        {
            Default = "10", Variable = "DYN_PLANNER_PROMETHEUS_REQUEST_TIMEOUT_SECONDS",
        },
        new("throughput_metrics_source", new WordValue("frontend", "router"), new FieldPlace("metrics.traffic")) { Default = "\"frontend\"" },
        new("metric_reporting_prometheus_port", new WholeValue(0, 65535), new KeptPlace("metric_reporting_prometheus_port"))
        {
            Default = "0", Variable = "PLANNER_PROMETHEUS_PORT",
            Remark = "the operator serves the metrics of all plans; set PLANNER_PROMETHEUS_PORT on its Deployment for a second port",
        },
    ];
}
