using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Conformance.Admission;
using KubeOpsPlanner.Conformance.Normalizing;
using KubeOpsPlanner.Conformance.Transcripts;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Conversations;

/// <summary>Holds a transcript's conversation with one server, in a namespace of its own.</summary>
internal static class Conversation
{
    /// <summary>What has not come by then never will: the answer so far stands, and differs.</summary>
    private static readonly TimeSpan LongestUntil = TimeSpan.FromSeconds(15);

    /// <returns>The normalized answer to each exchange.</returns>
    public static async Task<IReadOnlyList<string>> HoldAsync(Transcript transcript, IApiServerUnderTest server)
    {
        using var client = new RawClient(server);
        var webhook = await TalkingWebhook.Shared;
        var values = new Dictionary<string, string>
        {
            ["ns"] = await CreateNamespaceAsync(client),
            ["hook"] = webhook.Url,
            ["hookCa"] = webhook.CaBundle,
        };
        var answers = new List<IReadOnlyList<RawAnswer>>();
        foreach (var exchange in transcript.Exchanges)
            answers.Add(exchange.Method == "COMPACT" ? await CompactAsync(server) : await HoldAsync(exchange, client, values));
        var normalizer = new Normalizer(values["ns"], client.Address, answers.SelectMany(all => all));
        return [.. transcript.Exchanges.Zip(answers, (exchange, all) => AnswerText.Write(exchange.Directives, all, normalizer))];
    }

    private static async Task<IReadOnlyList<RawAnswer>> CompactAsync(IApiServerUnderTest server)
    {
        await ((ICompactableServer)server).CompactAsync();
        return [new RawAnswer(null, 200, new Dictionary<string, string>(), "")];
    }

    private static async Task<IReadOnlyList<RawAnswer>> HoldAsync(Exchange exchange, RawClient client, Dictionary<string, string> values)
    {
        var answers = new List<RawAnswer>();
        string?[] rounds = exchange.Directives.Each.Count == 0 ? [null] : [.. exchange.Directives.Each];
        foreach (var each in rounds)
        {
            if (each is not null)
                values["each"] = Template.Text(each, values);
            RawAnswer answer;
            var waiting = Stopwatch.StartNew();
            do
            {
                answer = await client.SendAsync(Fill(exchange, values)) with { Each = each };
            }
            while (exchange.Directives.Until is { } code && answer.Failure is null && answer.Code != code
                && waiting.Elapsed < LongestUntil && await PauseAsync());

            answers.Add(answer);
        }

        foreach (var (name, path) in exchange.Directives.Keep)
            values[name] = FieldPath.Select(JsonNode.Parse(answers[^1].Body), path).SingleOrDefault()?.ToString() ?? "";
        return answers;
    }

    private static RawRequest Fill(Exchange exchange, IReadOnlyDictionary<string, string> values) => new(
        Template.Text(exchange.Method, values),
        Template.Text(exchange.Path, values),
        [.. exchange.Headers.Select(header => KeyValuePair.Create(header.Key, Template.Text(header.Value, values)))],
        exchange.Body is null ? null : Template.Bytes(exchange.Body, values),
        exchange.Directives.Events);

    /// <summary>Real servers serve a new kind a moment after its definition is stored.</summary>
    private static async Task<bool> PauseAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20));
        return true;
    }

    public static async Task<string> CreateNamespaceAsync(RawClient client)
    {
        var body = """{"apiVersion": "v1", "kind": "Namespace", "metadata": {"generateName": "conformance-"}}""";
        var answer = await client.SendAsync(new RawRequest("POST", "/api/v1/namespaces", [], Encoding.UTF8.GetBytes(body)));
        Assert.Equal(201, answer.Code);
        var name = (string)JsonNode.Parse(answer.Body)!["metadata"]!["name"]!;
        // A real server without controllers has none, and the embedded one makes it only once.
        await client.SendAsync(new RawRequest("DELETE", $"/api/v1/namespaces/{name}/configmaps/kube-root-ca.crt", [], null));
        return name;
    }
}
