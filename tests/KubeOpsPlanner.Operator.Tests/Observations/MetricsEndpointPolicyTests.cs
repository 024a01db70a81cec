using System.Net;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Observations;

public sealed class MetricsEndpointPolicyTests
{
    private static readonly MetricsTarget Chat =
        new(new ObjectKey("inference", "chat"), ["chat-frontend"], ["10.96.0.7", "10.1.2.3"]);

    private static readonly MetricsEndpointPolicy Policy = new(["gateway.example", "mimir.example:9009"], AllowsLoopback: false);

    [Theory]
    [InlineData("http://chat-frontend.inference:8000/metrics")]
    [InlineData("http://chat-frontend.inference.svc:8000/metrics")]
    [InlineData("http://chat-frontend.inference.svc.cluster.local:8000/metrics")]
    [InlineData("http://10.96.0.7:8000/metrics")]
    [InlineData("https://gateway.example/metrics")]
    [InlineData("http://mimir.example:9009/metrics")]
    public void The_graphs_own_services_and_pods_and_listed_hosts_are_allowed(string endpoint) =>
        Assert.Null(Policy.Refuse(new Uri(endpoint), Chat));

    [Theory]
    [InlineData("http://chat-frontend.other.svc:8000/metrics", "neither a Service nor a pod of inference/chat")]
    [InlineData("http://kubernetes.default.svc/metrics", "neither a Service nor a pod")]
    [InlineData("http://chat-frontend.inference.evil.example/metrics", "neither a Service nor a pod")]
    [InlineData("http://169.254.169.254/latest/meta-data", "neither a Service nor a pod")]
    [InlineData("http://127.0.0.1:8000/metrics", "--allow-metrics-host 127.0.0.1:8000")]
    [InlineData("http://mimir.example:9010/metrics", "neither a Service nor a pod")]
    [InlineData("file:///etc/passwd", "use http or https")]
    [InlineData("http://me:secret@chat-frontend.inference:8000/metrics", "carries credentials")]
    public void Everything_else_is_refused_with_the_remedy(string endpoint, string says) =>
        Assert.Contains(says, Policy.Refuse(new Uri(endpoint), Chat));

    [Fact]
    public void A_refusal_never_repeats_credentials() =>
        Assert.DoesNotContain("secret", Policy.Refuse(new Uri("http://me:secret@example/metrics"), Chat));

    [Fact]
    public void Loopback_is_for_development() =>
        Assert.Null((Policy with { AllowsLoopback = true }).Refuse(new Uri("http://127.0.0.1:18000/metrics"), Chat));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    public void A_good_name_may_not_resolve_to_a_forbidden_address(string address, bool allowed) =>
        Assert.Equal(allowed, Policy.MayConnect(IPAddress.Parse(address)));
}
