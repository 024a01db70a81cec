using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.BuiltIns;

public sealed class SeederTests
{
    private readonly TestCluster _cluster = new();

    public SeederTests() => new Seeder(_cluster.Core.Handle, _cluster.Core.Seed, "authority").Seed([], _cluster.Now);

    [Theory]
    [InlineData("/api/v1/namespaces/kube-system")]
    [InlineData("/api/v1/namespaces/kube-system/serviceaccounts/default")]
    [InlineData("/api/v1/namespaces/default/configmaps/kube-root-ca.crt")]
    [InlineData("/api/v1/namespaces/default/services/kubernetes")]
    public void What_a_cluster_is_born_with_is_complete(string path)
    {
        var born = _cluster.Get(path).Is(200);
        var written = _cluster.Put(path, born.Body.ToJsonString()).Is(200);
        Assert.Equal(born.Version, written.Version);
    }

    [Fact]
    public void What_is_there_stays()
    {
        const string Path = "/api/v1/namespaces/default/configmaps/kube-root-ca.crt";
        _cluster.Core.Seed(
            new InitialObject("/api/v1/namespaces/default/configmaps", "ConfigMap", "kube-root-ca.crt") { Body = { ["data"] = new JsonObject() } }, _cluster.Now);
        Assert.Equal("authority", _cluster.Get(Path).Body["data"]!["ca.crt"]!.GetValue<string>());
    }

    [Fact]
    public void A_place_that_nobody_serves_is_named()
    {
        var failure = Assert.Throws<ArgumentException>(() => _cluster.Core.Seed(new InitialObject("/api/v1/nothings", "Nothing", "a"), _cluster.Now));
        Assert.Contains("/api/v1/nothings", failure.Message);
    }
}
