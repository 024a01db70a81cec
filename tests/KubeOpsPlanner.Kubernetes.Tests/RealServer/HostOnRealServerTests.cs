using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Elections;
using KubeOpsPlanner.Kubernetes.Health;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Tests.RealServer;

/// <summary>The whole host, as a program would use it, against a real API server.</summary>
[Collection(nameof(RealApiServer))]
public sealed class HostOnRealServerTests(RealApiServer server)
{
    private const string SystemNamespace = "host-tests";

    [SkippableFact]
    public async Task Reconciles_records_events_and_refuses_through_its_own_webhook()
    {
        using var cluster = await PrepareAsync();
        await using var app = await StartAsync("whole", "replica-1");
        var painter = app.Services.GetRequiredService<Painter>();

        await cluster.CreateAsync(Widget.Api, Widget.New("accepted"), CancellationToken.None);
        await Eventually.True(() => painter.Seen.ContainsKey(Widget.Key("accepted")), "the reconcile");
        await Eventually.True(
            async () => (await cluster.ListAsync(Events, new ListScope("default"), CancellationToken.None)).Items
                .Any(found => found is { Reason: "Painted", Count: >= 1 } && found.Metadata.Name.StartsWith("accepted.")),
            "the event");

        var refusal = await Assert.ThrowsAsync<ClusterException>(
            () => cluster.CreateAsync(Widget.Api, Widget.New("refused", "black"), CancellationToken.None));
        Assert.Equal((HttpStatusCode.Forbidden, "Forbidden"), (refusal.Code!.Value, refusal.Reason));
        Assert.Contains("black is not allowed for admin: choose red", refusal.Message);
        Assert.Null(await cluster.GetAsync(Widget.Resource, Widget.Key("refused"), CancellationToken.None));

        var scaled = new ClusterPatch(PatchKind.Merge, JsonNode.Parse("""{"spec":{"replicas":1000}}""")!, "scale");
        var scaling = await Assert.ThrowsAsync<ClusterException>(
            () => cluster.PatchAsync(Widget.Api, Widget.Key("accepted"), scaled, CancellationToken.None));
        Assert.Contains("1000 replicas through scale", scaling.Message);

        await CheckHttpAsync(app.Services.GetRequiredService<OperatorHostStatus>());

        // Long before the operator would look at it again by itself.
        await DeregisterAsync(cluster, "whole");
        await Eventually.True(
            async () => await cluster.GetAsync(Configurations, ObjectKey.Cluster("whole"), CancellationToken.None) is not null, "the deleted configuration is back");
        await app.StopAsync();
        await DeregisterAsync(cluster, "whole");
    }

    [SkippableFact]
    public async Task Replicas_share_one_certificate_and_a_stopped_leader_hands_over_at_once()
    {
        using var cluster = await PrepareAsync();
        var starting = await Task.WhenAll(StartAsync("pair", "replica-1"), StartAsync("pair", "replica-2"));
        var replicas = starting.ToList();
        var secret = await cluster.GetAsync(
            KubeOpsPlanner.Kubernetes.Certificates.WebhookSecret.Resource,
            new ObjectKey(SystemNamespace, "pair-webhook"), CancellationToken.None);
        Assert.NotNull(secret);
        Assert.All(replicas, replica => Assert.Equal(
            secret.Data["path"],
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(
                replica.Services.GetRequiredService<KubeOpsPlanner.Kubernetes.Certificates.WebhookIdentityStore>().Current!.PathSegment))));

        WebApplication? Leader() => replicas.SingleOrDefault(replica => replica.Services.GetRequiredService<IOwnership>().Owns(default));
        await Eventually.True(() => Leader() is not null, "one leader");
        var first = Leader()!;
        replicas.Remove(first);
        await first.StopAsync();

        var lease = await cluster.GetAsync(Lease.Resource, new ObjectKey(SystemNamespace, "pair"), CancellationToken.None);
        Assert.NotEqual(first.Services.GetRequiredService<OperatorHostOptions>().Identity, lease!.Holder);
        await Eventually.True(() => Leader() is not null, "a successor well before a lease of 15 s expires");

        await first.DisposeAsync();
        await replicas[0].DisposeAsync();
        await DeregisterAsync(cluster, "pair");
    }

    private async Task<KubernetesCluster> PrepareAsync()
    {
        Skip.If(server.Absence is not null, server.Absence);
        var cluster = WidgetsCrd.Connect(server);
        await WidgetsCrd.InstallAsync(cluster);
        var namespaces = new ApiResource("", "v1", "Namespace", "namespaces", IsNamespaced: false);
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = SystemNamespace },
        };
        await cluster.PatchAsync(
            namespaces, ObjectKey.Cluster(SystemNamespace), new ClusterPatch(PatchKind.Apply, body, FieldManager: "tests"), CancellationToken.None);
        await OperatorRights.GrantAsync(cluster);
        return cluster;
    }

    private async Task<WebApplication> StartAsync(string name, string identity)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(CertificateTimings.Default with { Upkeep = TimeSpan.FromHours(1) });
        builder.AddOperatorHost(options =>
            {
                options.KubeconfigPath = server.KubeconfigPath;
                options.KubeconfigContext = TestUser.Operator.Name;
                options.Namespace = SystemNamespace;
                options.Name = name;
                options.Identity = identity;
                options.ListenAddress = "127.0.0.1";
                options.WebhookHost = "127.0.0.1";
                options.WebhookPort = 0;
                options.MetricsPort = 0;
            })
            .AddController<Painter, Widget>(Widget.Resource)
            .AddAdmission<ColorGate>(new AdmissionWebhook(
                $"colors.{name}.kubeopsplanner.io", "/colors", IsMutating: false, FailsClosed: true, TimeoutSeconds: 5,
                [
                    new AdmissionRule(
                        Widget.Api.Group, ["v1"], ["widgets", "widgets/scale"],
                        [AdmissionOperation.Create, AdmissionOperation.Update]),
                ]));
        var app = builder.Build();
        app.MapOperatorHost();
        await app.StartAsync();
        await app.Services.GetRequiredService<OperatorHostStatus>().Ready.InTime();
        return app;
    }

    private static async Task CheckHttpAsync(OperatorHostStatus status)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{status.MetricsPort}/") };
        Assert.Equal("ok\n", await http.GetStringAsync("readyz"));
        Assert.Equal("ok\n", await http.GetStringAsync("healthz"));
        var metrics = await http.GetStringAsync("metrics");
        Assert.Contains("kubeops_planner_reconcile_duration_seconds_count{controller=\"Painter\",result=\"success\"}", metrics);
        Assert.Contains("answer=\"denied\",webhook=\"colors.whole.kubeopsplanner.io\"", metrics);
    }

    /// <summary>A configuration that outlives its operator would refuse every later test.</summary>
    private static Task DeregisterAsync(ICluster cluster, string name) => cluster.DeleteAsync(
        Kubernetes.Webhooks.WebhookConfigurations.Validating, ObjectKey.Cluster(name), null, CancellationToken.None);

    private static Resource<FoundEvent> Events { get; } = new(
        new ApiResource("", "v1", "Event", "events", IsNamespaced: true),
        json => new FoundEvent(
            KubernetesJson.ReadMeta(json), json.GetProperty("reason").GetString()!, KubernetesJson.ReadProperty<int?>(json, "count") ?? 0));

    private static Resource<FoundObject> Configurations { get; } = new(
        Kubernetes.Webhooks.WebhookConfigurations.Validating, json => new FoundObject(KubernetesJson.ReadMeta(json)));

    private sealed record FoundObject(ObjectMeta Metadata) : IKubernetesObject;

    private sealed record FoundEvent(ObjectMeta Metadata, string Reason, int Count) : IKubernetesObject;

    private sealed class Painter(IStore<Widget> widgets, IEventRecorder events) : IReconciler
    {
        public ConcurrentDictionary<ObjectKey, bool> Seen { get; } = [];

        public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            if (widgets.Get(key) is { } widget)
            {
                events.Record(Widget.Api, widget.Metadata, EventKind.Normal, "Painted", $"Painted {widget.Color}");
                Seen[key] = true;
            }

            return Task.FromResult(ReconcileResult.Done);
        }
    }

    private sealed class ColorGate : IAdmissionHandler
    {
        public Task<AdmissionVerdict> ReviewAsync(AdmissionReview review, CancellationToken cancellationToken)
        {
            var spec = review.Object!.Value.GetProperty("spec");
            if (review.SubResource == "scale")
            {
                var replicas = spec.GetProperty("replicas").GetInt32();
                return Task.FromResult(replicas > 100
                    ? AdmissionVerdict.Deny($"{replicas} replicas through {review.SubResource} are too many")
                    : AdmissionVerdict.Allow());
            }

            var color = spec.TryGetProperty("color", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : "";
            return Task.FromResult(color == "black"
                ? AdmissionVerdict.Deny($"{color} is not allowed for {review.User.Username}: choose red")
                : AdmissionVerdict.Allow());
        }
    }
}
