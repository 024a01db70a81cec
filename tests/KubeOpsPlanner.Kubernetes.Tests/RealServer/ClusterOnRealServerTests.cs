using System.Net;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.RealServer;

[Collection(nameof(RealApiServer))]
public sealed class ClusterOnRealServerTests(RealApiServer server)
{
    [SkippableFact]
    public async Task Every_kind_of_patch_status_and_scale_reach_the_stored_object()
    {
        using var cluster = await ClusterAsync();
        var key = Widget.Key("patched");
        await cluster.CreateAsync(Widget.Api, Widget.New("patched"), CancellationToken.None);

        await PatchAsync(cluster, key, PatchKind.Merge, """{"spec":{"color":"blue"}}""");
        await PatchAsync(cluster, key, PatchKind.Json, """[{"op":"replace","path":"/spec/replicas","value":3}]""");
        await PatchAsync(cluster, key, PatchKind.Merge, """{"status":{"phase":"Painted"}}""", "status");
        var widget = await cluster.GetAsync(Widget.Resource, key, CancellationToken.None);
        Assert.Equal(("blue", 3, "Painted"), (widget!.Color, widget.Replicas, widget.Phase));

        await PatchAsync(cluster, key, PatchKind.Merge, """{"spec":{"replicas":5}}""", "scale");
        Assert.Equal(5, (await cluster.GetAsync(Widget.Resource, key, CancellationToken.None))!.Replicas);

        var applied = new ClusterPatch(
            PatchKind.Apply,
            JsonNode.Parse("""{"apiVersion":"tests.kubeopsplanner.io/v1","kind":"Widget","metadata":{"name":"patched","namespace":"default"},"spec":{"color":"green"}}""")!,
            FieldManager: "painter");
        var conflict = await Assert.ThrowsAsync<ClusterException>(
            () => cluster.PatchAsync(Widget.Api, key, applied, CancellationToken.None));
        Assert.True(conflict.IsConflict);
        var forced = await cluster.PatchAsync(Widget.Api, key, applied with { Force = true }, CancellationToken.None);
        Assert.Equal("green", WidgetsCrd.Read(forced).Color);
    }

    [SkippableFact]
    public async Task A_dry_run_changes_nothing_and_strategic_merge_works_on_a_built_in_kind()
    {
        using var cluster = await ClusterAsync();
        var maps = new ApiResource("", "v1", "ConfigMap", "configmaps", IsNamespaced: true);
        var key = new ObjectKey("default", "settings");
        await cluster.CreateAsync(
            maps, (JsonObject)JsonNode.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"default"},"data":{"a":"1"}}""")!,
            CancellationToken.None);

        var body = JsonNode.Parse("""{"data":{"b":"2"}}""")!;
        await cluster.PatchAsync(maps, key, new ClusterPatch(PatchKind.StrategicMerge, body, DryRun: true), CancellationToken.None);
        var stored = await cluster.PatchAsync(
            maps, key, new ClusterPatch(PatchKind.StrategicMerge, JsonNode.Parse("""{"data":{"c":"3"}}""")!), CancellationToken.None);

        Assert.Equal(["a", "c"], stored.GetProperty("data").EnumerateObject().Select(entry => entry.Name).Order());
    }

    [SkippableFact]
    public async Task A_stale_version_conflicts_and_what_is_gone_is_null_and_deleting_it_succeeds()
    {
        using var cluster = await ClusterAsync();
        var key = Widget.Key("contested");
        var first = await cluster.CreateAsync(Widget.Api, Widget.New("contested"), CancellationToken.None);
        var body = (JsonObject)JsonNode.Parse(first.GetRawText())!;
        body["spec"]!["color"] = "blue";
        await cluster.ReplaceAsync(Widget.Api, key, body, null, CancellationToken.None);

        body["spec"]!["color"] = "green";
        var stale = await Assert.ThrowsAsync<ClusterException>(
            () => cluster.ReplaceAsync(Widget.Api, key, body, null, CancellationToken.None));
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (stale.Code!.Value, stale.Reason));

        await Assert.ThrowsAsync<ClusterException>(
            () => cluster.DeleteAsync(Widget.Api, key, new DeleteOptions(Uid: "somebody-else"), CancellationToken.None));
        await cluster.DeleteAsync(Widget.Api, key, null, CancellationToken.None);
        await cluster.DeleteAsync(Widget.Api, key, null, CancellationToken.None);
        Assert.Null(await cluster.GetAsync(Widget.Resource, key, CancellationToken.None));
    }

    [SkippableFact]
    public async Task An_ordinary_user_is_refused_with_the_servers_own_words()
    {
        using var cluster = await ClusterAsync();
        using var alice = WidgetsCrd.Connect(server, TestUser.Alice);

        var refused = await Assert.ThrowsAsync<ClusterException>(
            () => alice.ListAsync(Widget.Resource, null, CancellationToken.None));

        Assert.Equal((HttpStatusCode.Forbidden, "Forbidden"), (refused.Code!.Value, refused.Reason));
        Assert.Contains("User \"alice\" cannot list resource \"widgets\"", refused.Message);
    }

    private async Task<KubernetesCluster> ClusterAsync()
    {
        Skip.If(server.Absence is not null, server.Absence);
        var cluster = WidgetsCrd.Connect(server);
        await WidgetsCrd.InstallAsync(cluster);
        return cluster;
    }

    private static Task PatchAsync(KubernetesCluster cluster, ObjectKey key, PatchKind kind, string body, string? subresource = null) =>
        cluster.PatchAsync(Widget.Api, key, new ClusterPatch(kind, JsonNode.Parse(body)!, subresource), CancellationToken.None);
}
