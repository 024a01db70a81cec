using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Outage;

/// <summary>No replica of the operator answers: what guards the budget stops, and nothing else does.</summary>
[Collection(nameof(ApiServers))]
public sealed class GateDownTests(ApiServers servers)
{
    private const string Configured = "failed calling webhook \"{0}.kubeopsplanner.io\"";

    [SkippableTheory]
    [EachServer]
    public async Task Graphs_cannot_be_written_everything_else_can_and_the_return_of_the_operator_ends_it(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var first = await RunningOperator.StartAsync(server);
        await using var fleet = await Fleet.CreateAsync(server, 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 4, 4);
        await fleet.AddGraphAsync(V1Beta1, "old", 1, 1);
        (await fleet.Alice.PostAsync(fleet.AdaptersPath(V1Beta1), Adapter(V1Beta1, "chat", "decode", 4))).IsAllowed();
        await first.StopAsync();

        var graph = $"{fleet.GraphsPath(V1Beta1)}/chat";
        var adapter = $"{fleet.AdaptersPath(V1Beta1)}/chat-decode";
        (string Webhook, Answer Answer)[] refused =
        [
            ("gate", await fleet.Alice.PostAsync(fleet.GraphsPath(V1Beta1), Graph(V1Beta1, "new", 0, 0))),
            ("gate", await fleet.Alice.PostAsync("/apis/nvidia.com/v1beta1/namespaces/default/dynamographdeployments", Graph(V1Beta1, "ungoverned", 0, 0))),
            ("keep-replicas", await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 5))),
            ("keep-replicas", await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("decode", 3))),
            ("keep-replicas", await fleet.Alice.MergeAsync($"{fleet.GraphsPath(V1Alpha1)}/chat", """{"metadata":{"labels":{"a":"b"}}}""")),
            ("keep-replicas", await fleet.Alice.MergeAsync(adapter, """{"spec":{"replicas":3}}""")),
            ("gate", await fleet.Alice.MergeAsync($"{adapter}/scale", """{"spec":{"replicas":3}}""")),
            ("validation", await fleet.Admin.MergeAsync(fleet.BudgetPath, """{"spec":{"maxGpus":99}}""")),
        ];
        Assert.All(refused, each =>
        {
            Assert.Equal(500, each.Answer.Code);
            Assert.Contains(string.Format(null, Configured, each.Webhook), each.Answer.Sentence, StringComparison.Ordinal);
        });

        (await fleet.Admin.MergeAsync($"{graph}/status", """{"status":{"state":"successful"}}""")).IsAllowed();
        (await fleet.Admin.MergeAsync($"{fleet.BudgetPath}/status", """{"status":{"totalGpus":8}}""")).IsAllowed();
        (await fleet.Admin.MergeAsync($"/apis/kubeopsplanner.io/v1alpha1/budgetledgers/{fleet.Name}", """{"metadata":{"labels":{"a":"b"}}}""")).IsAllowed();
        (await fleet.Alice.DeleteAsync($"{fleet.GraphsPath(V1Beta1)}/old")).IsAllowed();
        foreach (var (path, body) in Others(fleet.Namespace))
        {
            (await fleet.Admin.PostAsync(path, body)).IsAllowed();
        }

        await using var second = await RunningOperator.StartAsync(server);
        await fleet.BindsAsync();
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("prefill", 5))).IsAllowed();
        (await fleet.Alice.MergeAsync($"{adapter}/scale", """{"spec":{"replicas":3}}""")).IsAllowed();
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_webhook_is_configured_only_when_somebody_answers_it(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        using var admin = new Caller(server);
        var starting = RunningOperator.StartUnreadyAsync(server);
        await Eventually.True(
            async () => (await admin.GetAsync($"{RunningOperator.Configurations}/{RunningOperator.Name}")).IsSuccess, "the webhooks are configured");

        var answer = await (await WebhookDoor.FindAsync(admin)).PostAsync("{}");

        Assert.Equal(400, answer.Code);
        await (await starting).DisposeAsync();
    }

    private static IEnumerable<(string Path, JsonObject Body)> Others(string place)
    {
        JsonObject Body(string apiVersion, string kind) => new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["generateName"] = "outage-" },
        };
        yield return ("/api/v1/namespaces", Body("v1", "Namespace"));
        yield return ($"/api/v1/namespaces/{place}/configmaps", Body("v1", "ConfigMap"));
        yield return ("/api/v1/namespaces/kubeops-planner-system/secrets", Body("v1", "Secret"));
        yield return ("/apis/coordination.k8s.io/v1/namespaces/kubeops-planner-system/leases", Body("coordination.k8s.io/v1", "Lease"));
    }
}
