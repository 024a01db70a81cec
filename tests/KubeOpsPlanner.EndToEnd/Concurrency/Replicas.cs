using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>
/// Two replicas of the operator, each of which judges every write in one half of the namespaces, as a Service in front
/// of both would spread them. They share the certificate; one of them leads.
/// </summary>
internal sealed class Replicas : IAsyncDisposable
{
    private const string Gate = "gate.kubeopsplanner.io";
    private const string Other = "end-to-end-other-replica";

    private readonly Caller _admin;
    private readonly RunningOperator _one;
    private readonly RunningOperator _two;

    private Replicas(Caller admin, RunningOperator one, RunningOperator two)
    {
        _admin = admin;
        _one = one;
        _two = two;
    }

    /// <param name="ofOne">Label value <c>end-to-end</c> of the namespaces whose writes the first replica judges.</param>
    /// <param name="ofTwo">The same of the second.</param>
    public static async Task<Replicas> StartAsync(IApiServerUnderTest server, string ofOne, string ofTwo)
    {
        var one = await RunningOperator.StartAsync(server);
        var two = await RunningOperator.StartAsync(server);
        var replicas = new Replicas(new Caller(server), one, two);
        // Replicas restore the configuration that they share every 30 s, whoever does it last being the one that is called.
        // A selector is another manager's field and stays.
        var configuration = (await replicas._admin.GetAsync($"{RunningOperator.Configurations}/{RunningOperator.Name}")).Body;
        await replicas.ApplyAsync(RunningOperator.Name, webhook => new JsonObject
        {
            ["name"] = (string)webhook["name"]!,
            ["namespaceSelector"] = Selector(ofTwo),
        }, configuration);
        await replicas.ApplyAsync(Other, webhook =>
        {
            var copy = webhook.DeepClone();
            copy["namespaceSelector"] = Selector(ofOne);
            copy["clientConfig"]!["url"] = new UriBuilder((string)webhook["clientConfig"]!["url"]!) { Port = one.Status.WebhookPort }.Uri.ToString();
            return copy;
        }, configuration);
        return replicas;
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DeleteAsync($"{RunningOperator.Configurations}/{Other}");
        _admin.Dispose();
        await _one.StopAsync();
        await _two.DisposeAsync();
    }

    private async Task ApplyAsync(string name, Func<JsonNode, JsonNode> change, JsonNode configuration) =>
        (await _admin.ApplyAsync($"{RunningOperator.Configurations}/{name}", new JsonObject
        {
            ["apiVersion"] = "admissionregistration.k8s.io/v1",
            ["kind"] = "ValidatingWebhookConfiguration",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["webhooks"] = new JsonArray([
                .. configuration["webhooks"]!.AsArray().Where(webhook => (string)webhook!["name"]! == Gate).Select(webhook => change(webhook!)),
            ]),
        })).IsAllowed();

    private static JsonObject Selector(string half) =>
        new() { ["matchLabels"] = new JsonObject { ["end-to-end"] = half } };
}
