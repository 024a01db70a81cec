using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Certificates;

public sealed class CertificateRotationTests
{
    private static readonly ObjectKey Key = new("system", "planner-webhook");

    private static readonly CertificateTimings Timings = new(
        Validity: TimeSpan.FromHours(3), RenewBefore: TimeSpan.FromHours(1),
        Overlap: TimeSpan.FromMinutes(10), Upkeep: TimeSpan.FromMinutes(1));

    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();

    [Fact]
    public async Task A_successor_is_trusted_then_served_then_alone()
    {
        var store = Store();
        var first = await LoadAndRegister(store);
        Assert.Single(PemFiles.Certificates(first.AuthorityPem));

        _time.Advance(Timings.Validity - Timings.RenewBefore + TimeSpan.FromSeconds(1));
        var trusted = await LoadAndRegister(store);
        Assert.Equal((first.Serving.Thumbprint, 2), (trusted.Serving.Thumbprint, PemFiles.Certificates(trusted.AuthorityPem).Count));
        Assert.StartsWith(first.AuthorityPem, trusted.AuthorityPem, StringComparison.Ordinal);

        _time.Advance(Timings.Overlap);
        var served = await LoadAndRegister(store);
        Assert.NotEqual(first.Serving.Thumbprint, served.Serving.Thumbprint);
        Assert.EndsWith(first.AuthorityPem, served.AuthorityPem, StringComparison.Ordinal);
        Assert.Equal(first.PathSegment, served.PathSegment);

        _time.Advance(Timings.Overlap);
        var alone = await LoadAndRegister(store);
        Assert.Equal(served.Serving.Thumbprint, alone.Serving.Thumbprint);
        Assert.Single(PemFiles.Certificates(alone.AuthorityPem));
        Assert.NotEqual(first.AuthorityPem, alone.AuthorityPem);
    }

    [Fact]
    public async Task What_no_configuration_trusts_yet_is_not_served_however_long_it_has_waited()
    {
        var store = Store();
        var first = await LoadAndRegister(store);
        _time.Advance(Timings.Validity - Timings.RenewBefore + TimeSpan.FromSeconds(1));
        await store.LoadAsync(CancellationToken.None);

        _time.Advance(Timings.Overlap * 3);

        var waiting = await store.LoadAsync(CancellationToken.None);
        Assert.Equal(first.Serving.Thumbprint, waiting.Serving.Thumbprint);
        store.MarkRegistered(waiting);
        Assert.NotEqual(first.Serving.Thumbprint, (await store.LoadAsync(CancellationToken.None)).Serving.Thumbprint);
    }

    /// <summary>
    /// Three replicas look after the Secret and the shared configuration in random order and now and then miss some
    /// rounds; before and after each step an API server calls each of them.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_call_to_any_replica_is_ever_refused_over_several_rotations(int seed)
    {
        var random = new Random(seed);
        var replicas = Enumerable.Range(0, 3).Select(_ => Store()).ToArray();
        var bundle = "";
        var missed = new int[replicas.Length];
        var accepted = new HashSet<(string Thumbprint, string Bundle)>();

        for (var minute = 0; minute < TimeSpan.FromHours(7).TotalMinutes; minute++)
        {
            foreach (var index in Enumerable.Range(0, replicas.Length).OrderBy(_ => random.Next()))
            {
                // No replica stays away for longer than half of an overlap.
                if (minute > 0 && missed[index] < 5 && random.Next(3) == 0)
                {
                    missed[index]++;
                    continue;
                }

                missed[index] = 0;
                var identity = await replicas[index].LoadAsync(CancellationToken.None);
                CallAll(replicas, bundle, minute, accepted);
                bundle = identity.AuthorityPem;
                replicas[index].MarkRegistered(identity);
                CallAll(replicas, bundle, minute, accepted);
            }

            _time.Advance(Timings.Upkeep);
        }

        Assert.InRange(accepted.Select(call => call.Thumbprint).Distinct().Count(), 3, 5);
    }

    private void CallAll(IEnumerable<WebhookIdentityStore> replicas, string bundle, int minute, HashSet<(string Thumbprint, string Bundle)> accepted)
    {
        if (bundle.Length == 0)
        {
            return;
        }

        foreach (var identity in replicas.Select(replica => replica.Current).OfType<WebhookIdentity>())
        {
            Assert.True(identity.Serving.NotAfter.ToUniversalTime() > _time.GetUtcNow().UtcDateTime, $"minute {minute}: expired");
            if (accepted.Add((identity.Serving.Thumbprint, bundle)))
            {
                var complaint = Chains.Complaint(identity.Serving, bundle, _time.GetUtcNow());
                Assert.True(complaint.Length == 0, $"minute {minute}: {complaint}");
            }
        }
    }

    private static async Task<WebhookIdentity> LoadAndRegister(WebhookIdentityStore store)
    {
        var identity = await store.LoadAsync(CancellationToken.None);
        store.MarkRegistered(identity);
        return identity;
    }

    private WebhookIdentityStore Store() => new(
        _cluster, Key, ServingNames.Of(new OperatorHostOptions { Name = "planner", Namespace = "system" }), Timings, _time, new ListLogger());
}
