using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Planning.Time;

namespace KubeOpsPlanner.Operator.Options;

/// <summary>What can be typed behind <c>kubeops-planner</c>. A flag wins over an environment variable, a variable over a default.</summary>
public sealed class OperatorFlags
{
    private const string AdditionalPortVariable = "PLANNER_PROMETHEUS_PORT";
    private const string NamespaceVariable = "POD_NAMESPACE";
    private const string IdentityVariable = "POD_NAME";

    private static readonly OperatorHostOptions Defaults = new();

    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = "The cluster's kubeconfig. Default: KUBECONFIG, ~/.kube/config, then the pod's service account.",
        HelpName = "file",
    };

    private readonly Option<string?> _context = new("--context")
    {
        Description = "A context of the kubeconfig. Default: its current one.",
        HelpName = "name",
    };

    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = $"Where the Lease and the certificate Secret are kept. Default: {NamespaceVariable}, else {Defaults.Namespace}.",
        HelpName = "namespace",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "Names Lease, Secret, webhook configurations, Service and field manager.",
        DefaultValueFactory = _ => Defaults.Name,
        HelpName = "name",
    };

    private readonly Option<int> _webhookPort = Port("--webhook-port", "HTTPS port for admission; 0 takes a free one.", Defaults.WebhookPort);

    private readonly Option<int> _metricsPort = Port(
        "--metrics-port", "HTTP port for /metrics, /healthz and /readyz; 0 takes a free one.", Defaults.MetricsPort);

    private readonly Option<string> _listenAddress = new("--listen-address")
    {
        Description = "The address that all ports listen on.",
        DefaultValueFactory = _ => Defaults.ListenAddress,
        HelpName = "address",
    };

    private readonly Option<string?> _webhookHost = new("--webhook-host")
    {
        Description = "Outside the cluster: the host at which the API server reaches the webhooks. Default: through the Service.",
        HelpName = "host",
    };

    private readonly Option<bool> _leaderElect = new("--leader-elect")
    {
        Description = "Hold a Lease while writing replicas, so that a second replica can stand by; =false runs without.",
        DefaultValueFactory = _ => Defaults.UsesLeaderElection,
    };

    private readonly Option<string?> _operatorPrincipal = new("--operator-principal")
    {
        Description = "The full user name under which the operator writes. Default: asked of the API server.",
        HelpName = "user",
    };

    private readonly Option<string[]> _mirrorPrincipals = new("--mirror-principal")
    {
        Description = "The full user name of the Dynamo operator, which writes an adapter's replicas into its graph. Repeatable.",
        DefaultValueFactory = _ => [],
        HelpName = "user",
    };

    private readonly Option<UngovernedPolicy> _ungoverned = new("--ungoverned")
    {
        Description = "What becomes of growth that no GlobalBudget governs. Default: admit.",
        CustomParser = ParsePolicy,
        HelpName = "admit|deny",
    };

    private readonly Option<string[]> _metricsHosts = new("--allow-metrics-host")
    {
        Description = "A host, or host:port, that any PoolPlan may scrape besides its graph's own Service and pods. Repeatable.",
        DefaultValueFactory = _ => [],
        HelpName = "host[:port]",
    };

    private readonly Option<bool> _loopbackMetrics = new("--allow-loopback-metrics")
    {
        Description = "Development only: let PoolPlans scrape this machine.",
    };

    private readonly Option<string?> _warmupTraces = new("--warmup-traces")
    {
        Description = "The folder of recorded traffic that PoolPlans may name in predictor.warmupTrace. Default: none may.",
        HelpName = "folder",
    };

    private readonly Option<double> _timeScale = new("--time-scale")
    {
        Description = "Development only: how many seconds of intervals and traffic pass in one second.",
        DefaultValueFactory = _ => 1,
        HelpName = "factor",
        CustomParser = ParseScale,
    };

    public OperatorFlags()
    {
        Command = new RootCommand(
            "Keeps LLM inference pools at their latency targets with as few GPUs as possible, and within GPU budgets.\n\n"
            + $"Environment: {AdditionalPortVariable} opens a second metrics port; {NamespaceVariable} and {IdentityVariable} "
            + $"are the pod's own; {PrometheusVariables.Help}.")
        {
            _kubeconfig, _context, _namespace, _name, _webhookPort, _metricsPort, _listenAddress, _webhookHost, _leaderElect,
            _operatorPrincipal, _mirrorPrincipals, _ungoverned, _metricsHosts, _loopbackMetrics, _warmupTraces,
            _timeScale,
        };
    }

    public RootCommand Command { get; }

    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="OperatorHostException">A variable holds something unusable.</exception>
    public void Configure(OperatorHostOptions host, ParseResult parsed, Func<string, string?> variable)
    {
        host.KubeconfigPath = parsed.GetValue(_kubeconfig);
        host.KubeconfigContext = parsed.GetValue(_context);
        host.Namespace = parsed.GetValue(_namespace) ?? NonEmpty(variable(NamespaceVariable)) ?? Defaults.Namespace;
        host.Name = parsed.GetValue(_name)!;
        host.Identity = NonEmpty(variable(IdentityVariable)) ?? host.Identity;
        host.WebhookPort = parsed.GetValue(_webhookPort);
        host.MetricsPort = parsed.GetValue(_metricsPort);
        host.AdditionalMetricsPort = AdditionalPort(NonEmpty(variable(AdditionalPortVariable)));
        host.ListenAddress = parsed.GetValue(_listenAddress)!;
        host.WebhookHost = parsed.GetValue(_webhookHost);
        host.UsesLeaderElection = parsed.GetValue(_leaderElect);
    }

    /// <inheritdoc cref="Configure" path="/param[@name='variable']"/>
    /// <inheritdoc cref="Configure" path="/exception"/>
    public PlannerOptions Planner(ParseResult parsed, TimeProvider system, Func<string, string?> variable) => new()
    {
        Prometheus = PrometheusVariables.Read(variable),
        OperatorPrincipal = parsed.GetValue(_operatorPrincipal),
        MirrorPrincipals = parsed.GetValue(_mirrorPrincipals)!,
        Ungoverned = parsed.GetValue(_ungoverned),
        MetricsHosts = parsed.GetValue(_metricsHosts)!,
        AllowsLoopbackMetrics = parsed.GetValue(_loopbackMetrics),
        WarmupTraces = parsed.GetValue(_warmupTraces),
        DomainClock = new ScaledTimeProvider(system, parsed.GetValue(_timeScale)),
    };

    private static Option<int> Port(string name, string description, int port) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => port,
        HelpName = "port",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                result.AddError($"{name} {text} is not a port: use 0 to {ushort.MaxValue}");
            }

            return number;
        },
    };

    private static double ParseScale(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0)
        {
            result.AddError($"--time-scale {text} is not a number above 0: use 1 for real time");
        }

        return number;
    }

    private static UngovernedPolicy ParsePolicy(ArgumentResult result)
    {
        var word = result.Tokens[^1].Value;
        if (word is not ("admit" or "deny"))
        {
            result.AddError($"--ungoverned {word} is not a policy: use admit or deny");
        }

        return word == "deny" ? UngovernedPolicy.Deny : UngovernedPolicy.Admit;
    }

    private static int? AdditionalPort(string? text) => text switch
    {
        null => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue => port,
        _ => throw new OperatorHostException(
            $"{AdditionalPortVariable} is \"{text}\", which is not a port: use 1 to {ushort.MaxValue}, or unset it."),
    };

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
