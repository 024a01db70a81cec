using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Proxy;

namespace KubeOpsPlanner.DevCluster.Tests.Proxy;

public sealed class ProxyTargetsTests
{
    private static readonly JsonObject Service = Parse("""
        {"spec":{"selector":{"app":"web"},"ports":[
          {"name":"http","port":80,"targetPort":"web"},{"name":"metrics","port":9090,"targetPort":9091},{"name":"same","port":7}]}}
        """);

    private static readonly JsonObject[] Pods =
    [
        Pod("waiting", "web", "False"), Pod("other", "db", "True"), Pod("ready", "web", "True"),
    ];

    [Theory]
    [InlineData("s:80", 8000)]
    [InlineData("s:http", 8000)]
    [InlineData("s:9090", 9091)]
    [InlineData("http:s:metrics", 9091)]
    [InlineData("s:same", 7)]
    public void A_services_port_leads_to_a_ready_pod(string name, int port) =>
        Assert.Equal(new PodAddress("ns", "ready", port), ProxyTargets.OfService("ns", name, Service, Pods));

    [Theory]
    [InlineData("s:99", "no service port 99 found for service \"s\"")]
    [InlineData("s", "no endpoints available for service \"s\"")]
    [InlineData("ftp:s:80", "invalid service request \"ftp:s:80\"")]
    [InlineData(":80", "invalid service request \":80\"")]
    public void What_leads_nowhere_is_refused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<StatusException>(() => ProxyTargets.OfService("ns", name, Service, Pods)).Message);

    [Theory]
    [InlineData("""{"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}""", true)]
    [InlineData("""{"spec":{"selector":{"app":"db2"},"ports":[{"port":80}]}}""", false)]
    [InlineData("""{"spec":{"ports":[{"port":80}]}}""", false)]
    [InlineData("""{"spec":{"selector":{"app":"web"}}}""", false)]
    public void The_only_port_needs_no_name(string service, bool isFound)
    {
        PodAddress Find() => ProxyTargets.OfService("ns", "s", Parse(service), Pods);

        if (isFound)
            Assert.Equal(80, Find().Port);
        else
            Assert.Equal(503, Assert.Throws<StatusException>(Find).Code);
    }

    [Theory]
    [InlineData("ready", 8000)]
    [InlineData("ready:1234", 1234)]
    public void A_pods_port_is_its_first_one_or_the_given(string name, int port) =>
        Assert.Equal(new PodAddress("ns", "ready", port), ProxyTargets.OfPod("ns", name, Pods[2]));

    [Theory]
    [InlineData("exec", "read \"kubectl logs -n ns p\" instead")]
    [InlineData("attach", "use \"kubectl logs -f -n ns p\" instead")]
    [InlineData("portforward", "kubectl get --raw /api/v1/namespaces/ns/pods/p:8000/proxy/metrics")]
    public void What_is_refused_says_what_to_do_instead(string subresource, string advice)
    {
        Assert.Contains(advice, ConnectRefusals.Of(subresource, "ns", "p", Pods[2])!.Message);
        Assert.Equal(404, ConnectRefusals.Of(subresource, "ns", "p", null)!.Code);
    }

    private static JsonObject Pod(string name, string app, string ready) => Parse($$$"""
        {"metadata":{"name":"{{{name}}}","labels":{"app":"{{{app}}}"}},
         "spec":{"containers":[{"name":"main","ports":[{"name":"web","containerPort":8000}]}]},
         "status":{"conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
