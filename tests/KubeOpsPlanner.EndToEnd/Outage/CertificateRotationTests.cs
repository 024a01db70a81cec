using System.Collections.Concurrent;
using System.Text;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Outage;

[Collection(nameof(ApiServers))]
public sealed class CertificateRotationTests(ApiServers servers)
{
    private const int Clients = 4;

    /// <summary>Always about to expire, so that one rotation follows the other.</summary>
    private static readonly CertificateTimings Hurried = new(
        Validity: TimeSpan.FromHours(1), RenewBefore: TimeSpan.FromHours(1),
        Overlap: TimeSpan.FromSeconds(1.5), Upkeep: TimeSpan.FromMilliseconds(200));

    [SkippableTheory]
    [EachServer]
    public async Task Certificates_change_under_load_without_a_restart_and_no_call_is_refused(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        using var admin = new Caller(server);
        // What earlier operators of this run left would be served for another year.
        await admin.DeleteAsync(SecretPath);
        await using var running = await RunningOperator.StartAsync(server, certificates: Hurried);
        await using var fleet = await Fleet.CreateAsync(server, 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);

        var served = new HashSet<string>();
        var bundles = new HashSet<string>();
        var answers = new ConcurrentBag<Answer>();
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var turn = 0; !enough.IsCancellationRequested; turn++)
            {
                answers.Add(client % 2 == 0
                    ? await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 4 + (turn % 3)))
                    : await fleet.Alice.PostAsync($"{fleet.GraphsPath(V1Beta1)}?dryRun=All", Graph(V1Beta1, $"dry-{client}", 1, 1)));
            }
        }).ToList();
        try
        {
            await Eventually.True(
                async () =>
                {
                    served.Add((string)(await admin.GetAsync(SecretPath)).Body["data"]!["tls.crt"]!);
                    var configuration = (await admin.GetAsync($"{RunningOperator.Configurations}/{RunningOperator.Name}")).Body;
                    bundles.Add((string)configuration["webhooks"]![0]!["clientConfig"]!["caBundle"]!);
                    return served.Count >= 3;
                },
                () => Task.FromResult($"three certificates are served one after another; {served.Count} were"));
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(load);
        }

        Assert.DoesNotContain(answers, answer => answer.Code == 500);
        Assert.True(answers.Count(answer => answer.IsSuccess) > 100, $"only {answers.Count(answer => answer.IsSuccess)} of {answers.Count} calls passed");
        // Old before new, new before old, and so on: in a hurry no certificate is ever alone.
        Assert.True(bundles.Count >= 3, $"only {bundles.Count} bundles were seen");
        Assert.All(bundles, bundle => Assert.Equal(2, PemFiles.Certificates(Encoding.UTF8.GetString(Convert.FromBase64String(bundle))).Count));
    }

    private static string SecretPath => $"/api/v1/namespaces/kubeops-planner-system/secrets/{RunningOperator.Name}-webhook";
}
