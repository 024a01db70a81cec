using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.RealServer;

[Collection(nameof(RealApiServer))]
public sealed class ReflectorOnRealServerTests(RealApiServer server)
{
    [SkippableFact]
    public async Task The_store_follows_creation_change_deletion_and_recreation()
    {
        Skip.If(server.Absence is not null, server.Absence);
        using var cluster = WidgetsCrd.Connect(server);
        await WidgetsCrd.InstallAsync(cluster);
        await cluster.CreateAsync(Widget.Api, Widget.New("followed"), CancellationToken.None);
        var key = Widget.Key("followed");
        var store = new SharedStore<Widget>("widgets");
        var changes = new ConcurrentQueue<string>();
        store.Subscribe(change =>
        {
            if ((change.New ?? change.Old)?.Metadata.Key == key)
            {
                changes.Enqueue($"{change.Kind} {(change.New ?? change.Old)!.Color}");
            }
        });
        using var stop = new CancellationTokenSource();
        var reflector = new Reflector<Widget>(
            cluster.Client, Widget.Resource, store, ReflectorTimings.Default, TimeProvider.System, () => 0, new ListLogger());
        var running = reflector.RunAsync(stop.Token);

        await store.Synced.InTime();
        var patched = await cluster.PatchAsync(
            Widget.Api, key, new ClusterPatch(PatchKind.Merge, JsonNode.Parse("""{"spec":{"color":"blue"}}""")!), CancellationToken.None);
        await cluster.DeleteAsync(Widget.Api, key, null, CancellationToken.None);
        await cluster.CreateAsync(Widget.Api, Widget.New("followed", "green"), CancellationToken.None);

        await Eventually.True(
            () => changes.SequenceEqual(["Added red", "Updated blue", "Deleted blue", "Added green"]), "all four changes in order");
        Assert.True(store.ResourceVersion > WidgetsCrd.Read(patched).Metadata.Version);
        Assert.Equal(StoreChangeKind.Synced, LastChangeOfLateListener(store));
        await stop.CancelAsync();
        await running.InTime();
    }

    private static StoreChangeKind LastChangeOfLateListener(SharedStore<Widget> store)
    {
        var last = StoreChangeKind.Advanced;
        using var subscription = store.Subscribe(change => last = change.Kind);
        return last;
    }
}
