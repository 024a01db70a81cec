using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Operator.Observations.Prometheus;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator.Tests.Options;

public sealed class OperatorFlagsTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public void Without_words_the_defaults_of_the_host_hold()
    {
        var (host, planner) = Parse("", NoVariables);
        var defaults = new OperatorHostOptions();

        Assert.Equal(
            (defaults.Namespace, defaults.Name, defaults.WebhookPort, defaults.MetricsPort, defaults.ListenAddress, true),
            (host.Namespace, host.Name, host.WebhookPort, host.MetricsPort, host.ListenAddress, host.UsesLeaderElection));
        Assert.Null(host.AdditionalMetricsPort);
        Assert.Equal((UngovernedPolicy.Admit, false, 1.0), (planner.Ungoverned, planner.AllowsLoopbackMetrics, planner.DomainClock.Scale));
        Assert.Empty(planner.MirrorPrincipals);
    }

    [Fact]
    public void Every_flag_reaches_its_option()
    {
        var (host, planner) = Parse(
            "--kubeconfig k --context c --namespace n --name m --webhook-port 1 --metrics-port 2 --listen-address ::1 --webhook-host h "
            + "--leader-elect=false --operator-principal me --mirror-principal a --mirror-principal b --ungoverned deny "
            + "--allow-metrics-host x:1 --allow-loopback-metrics --warmup-traces /t --time-scale 2.5",
            NoVariables);

        Assert.Equal(
            ("k", "c", "n", "m", 1, 2, "::1", "h", false),
            (host.KubeconfigPath, host.KubeconfigContext, host.Namespace, host.Name, host.WebhookPort, host.MetricsPort, host.ListenAddress,
                host.WebhookHost, host.UsesLeaderElection));
        Assert.Equal(("me", UngovernedPolicy.Deny, true, 2.5),
            (planner.OperatorPrincipal, planner.Ungoverned, planner.AllowsLoopbackMetrics, planner.DomainClock.Scale));
        Assert.Equal(["a", "b"], planner.MirrorPrincipals);
        Assert.Equal(["x:1"], planner.MetricsHosts);
        Assert.Equal("/t", planner.WarmupTraces);
    }

    [Theory]
    [InlineData("", "pod-ns", "pod-ns")]
    [InlineData("-n flag-ns", "pod-ns", "flag-ns")]
    [InlineData("", "", "kubeops-planner-system")]
    public void A_flag_wins_over_a_variable_and_a_variable_over_a_default(string words, string variable, string expected) =>
        Assert.Equal(expected, Parse(words, new() { ["POD_NAMESPACE"] = variable }).Host.Namespace);

    [Fact]
    public void The_metrics_port_of_the_seeds_is_an_additional_one() =>
        Assert.Equal(9085, Parse("", new() { ["PLANNER_PROMETHEUS_PORT"] = "9085" }).Host.AdditionalMetricsPort);

    [Theory]
    [InlineData("many")]
    [InlineData("0")]
    [InlineData("70000")]
    public void A_variable_that_is_no_port_is_named(string value)
    {
        var error = Assert.Throws<OperatorHostException>(() => Parse("", new() { ["PLANNER_PROMETHEUS_PORT"] = value }));
        Assert.Equal($"PLANNER_PROMETHEUS_PORT is \"{value}\", which is not a port: use 1 to 65535, or unset it.", error.Message);
    }

    [Fact]
    public void Prometheus_is_where_the_environment_says()
    {
        Assert.Equal(PrometheusOptions.DefaultEndpoint, Parse("", []).Planner.Prometheus.Endpoint);
        var options = Parse("", new()
        {
            ["PROMETHEUS_ENDPOINT"] = "https://prometheus.monitoring:9091",
            ["PROMETHEUS_TOKEN_FILE"] = "/var/run/token",
            ["PROMETHEUS_SSL_VERIFY"] = "Yes",
        }).Planner.Prometheus;
        Assert.Equal(
            new PrometheusOptions { Endpoint = new Uri("https://prometheus.monitoring:9091"), TokenFile = "/var/run/token", VerifiesCertificate = true }, options);
    }

    [Theory]
    [InlineData("PROMETHEUS_ENDPOINT", "prometheus:9090", "PROMETHEUS_ENDPOINT is \"prometheus:9090\", which is no http or https URL: correct or unset it.")]
    [InlineData("PROMETHEUS_CA_BUNDLE", "/no/such.pem", "PROMETHEUS_CA_BUNDLE is \"/no/such.pem\", which is no file: mount it there, or unset it.")]
    public void A_bad_prometheus_variable_gets_a_sentence(string name, string value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<OperatorHostException>(() => Parse("", new() { [name] = value })).Message);

    [Theory]
    [InlineData("--webhook-port x", "--webhook-port x is not a port: use 0 to 65535")]
    [InlineData("--metrics-port 65536", "--metrics-port 65536 is not a port: use 0 to 65535")]
    [InlineData("--time-scale 0", "--time-scale 0 is not a number above 0: use 1 for real time")]
    [InlineData("--ungoverned maybe", "--ungoverned maybe is not a policy: use admit or deny")]
    [InlineData("--colour red", "--colour")]
    public void Bad_words_get_a_sentence(string words, string sentence) => Assert.Contains(
        new OperatorFlags().Command.Parse(words).Errors, error => error.Message.Contains(sentence, StringComparison.Ordinal));

    private static (OperatorHostOptions Host, PlannerOptions Planner) Parse(string words, Dictionary<string, string> variables)
    {
        var flags = new OperatorFlags();
        var parsed = flags.Command.Parse(words);
        Assert.Empty(parsed.Errors);
        var host = new OperatorHostOptions();
        flags.Configure(host, parsed, name => variables.GetValueOrDefault(name));
        return (host, flags.Planner(parsed, TimeProvider.System, name => variables.GetValueOrDefault(name)));
    }
}
