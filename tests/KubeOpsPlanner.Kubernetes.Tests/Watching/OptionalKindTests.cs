using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Watching;

public sealed class OptionalKindTests
{
    [Fact]
    public async Task A_kind_that_the_cluster_need_not_serve_is_empty_until_it_is_served()
    {
        var (time, server, stop) = (new ManualTimeProvider(), new ScriptedHandler(), new CancellationTokenSource());
        var store = new SharedStore<Widget>("widgets.tests");
        var client = new ApiClient(server, new Uri("https://cluster.test/"), "tests", time, () => 0);
        var reflector = new Reflector<Widget>(
            client, Widget.Resource with { IsOptional = true }, store, ReflectorTimings.Default, time, () => 0, new ListLogger());
        server.AnswerStatus(404, "NotFound");
        var running = reflector.RunAsync(stop.Token);

        await Eventually.True(() => store.HasSynced, "the store is complete without the kind");
        Assert.Empty(store.List());
        Assert.Equal(1ul, store.ResourceVersion);

        server.AnswerList(20, Widget.Json("a", 15));
        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return store.List().Count == 1;
            },
            "it is listed as soon as it is served");
        await stop.CancelAsync();
        await running.InTime();
    }
}
