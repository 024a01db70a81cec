using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Certificates;

public sealed class WebhookIdentityTests
{
    private static readonly ObjectKey Key = new("system", "planner-webhook");

    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly IReadOnlyList<string> _names = ServingNames.Of(
        new OperatorHostOptions { Name = "planner", Namespace = "system", WebhookHost = "127.0.0.1" });

    [Theory]
    [InlineData("planner.system.svc")]
    [InlineData("planner.system.svc.cluster.local")]
    [InlineData("127.0.0.1")]
    public async Task The_certificate_is_for_every_name_and_chains_to_the_bundle(string name)
    {
        var identity = await Store().LoadAsync(CancellationToken.None);

        Assert.True(identity.Serving.MatchesHostname(name, allowWildcards: false, allowCommonName: false));
        Assert.True(identity.Serving.HasPrivateKey);
        Assert.Equal("", Chains.Complaint(identity.Serving, identity.AuthorityPem, _time.GetUtcNow()));
    }

    [Fact]
    public async Task Replicas_that_start_together_agree_on_what_the_first_wrote()
    {
        var second = Store();
        WebhookIdentity? other = null;
        // The other replica writes between our read, which finds nothing, and our write.
        _cluster.BeforeCreate = async () =>
        {
            _cluster.BeforeCreate = null;
            other = await second.LoadAsync(CancellationToken.None);
        };

        var ours = await Store().LoadAsync(CancellationToken.None);

        Assert.Equal(other!.PathSegment, ours.PathSegment);
        Assert.Equal(other.Serving.Thumbprint, ours.Serving.Thumbprint);
        Assert.Matches("^[0-9a-f]{32}$", ours.PathSegment);
    }

    [Fact]
    public async Task An_expired_one_is_made_anew_at_once_and_others_take_it_over()
    {
        var other = Store();
        var before = await other.LoadAsync(CancellationToken.None);
        _time.Advance(CertificateTimings.Default.Validity + TimeSpan.FromSeconds(1));

        var renewed = await Store().LoadAsync(CancellationToken.None);

        Assert.NotEqual(before.Serving.Thumbprint, renewed.Serving.Thumbprint);
        Assert.Equal(renewed.Serving.Thumbprint, (await other.LoadAsync(CancellationToken.None)).Serving.Thumbprint);
    }

    [Theory]
    [InlineData("tls.crt", "bm90IGEgY2VydGlmaWNhdGU=")]
    [InlineData("tls.key", "not base64!")]
    [InlineData("path", "c2hvcnQ=")]
    [InlineData("ca.crt", null)]
    public async Task A_damaged_secret_is_repaired(string entry, string? value)
    {
        var before = await Store().LoadAsync(CancellationToken.None);
        var data = (JsonObject)_cluster.Find(WebhookSecret.Api, Key)!["data"]!;
        data[entry] = value;
        if (value is null)
        {
            data.Remove(entry);
        }

        var after = await Store().LoadAsync(CancellationToken.None);

        Assert.NotEqual(before.Serving.Thumbprint, after.Serving.Thumbprint);
    }

    private WebhookIdentityStore Store() => new(_cluster, Key, _names, CertificateTimings.Default, _time, new ListLogger());
}
