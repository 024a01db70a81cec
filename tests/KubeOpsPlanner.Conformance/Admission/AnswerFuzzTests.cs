using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Conformance.Conversations;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Admission;

/// <summary>
/// Whatever a webhook answers, a request ends with an object or a Status, and where there is a real server with its
/// status code.
/// </summary>
[Collection(nameof(RealConformanceCollection))]
public sealed class AnswerFuzzTests(ConformanceServers servers)
{
    private const int Answers = 200;

    [Theory]
    [InlineData("mutating")]
    [InlineData("validating")]
    public async Task Broken_answers_end_in_a_status(string kind)
    {
        var codes = await AskAsync(await servers.GetAsync(ServerKind.Embedded), kind);

        Assert.All(codes, code => Assert.InRange(code.Code, 201, 999));
        Assert.Equal([201, 400, 403, 500], codes.Select(code => code.Code).Where(code => code is 201 or 400 or 403 or 500).Distinct().Order());
    }

    [SkippableTheory]
    [InlineData("mutating")]
    [InlineData("validating")]
    public async Task Broken_answers_end_as_on_a_real_server(string kind)
    {
        var real = await AskAsync(await servers.GetAsync(ServerKind.Real), kind);
        var embedded = await AskAsync(await servers.GetAsync(ServerKind.Embedded), kind);

        Assert.Equal(Answers, real.Count);
        Assert.Empty(real.Zip(embedded).Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First.Answer}: real {pair.First.Code}, embedded {pair.Second.Code}"));
    }

    private static async Task<IReadOnlyList<Outcome>> AskAsync(IApiServerUnderTest server, string kind)
    {
        using var client = new RawClient(server);
        var created = await SendAsync(client, "POST", "/api/v1/namespaces", """{"metadata": {"generateName": "fuzz-"}}""");
        var space = (string)JsonNode.Parse(created.Body)!["metadata"]!["name"]!;
        await SendAsync(client, "PATCH", $"/api/v1/namespaces/{space}", $$$"""{"metadata": {"labels": {"hooked": "{{{space}}}"} } }""");
        var configurations = $"/apis/admissionregistration.k8s.io/v1/{kind}webhookconfigurations";
        await SendAsync(client, "POST", configurations, Configuration(await TalkingWebhook.Shared, kind, space));
        try
        {
            const string teapot = """{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response": {"uid": "UID", "allowed": false, "status": {"code": 418}}}""";
            var last = "";
            await Eventually.True(
                async () =>
                {
                    var answer = await AskAsync(client, space, kind, teapot);
                    last = $"{answer.Code} {answer.Body}";
                    return answer.Code == 418;
                },
                () => Task.FromResult($"the webhook answers for itself instead of {last}"));
            var outcomes = new List<Outcome>();
            for (var seed = 0; seed < Answers; seed++)
            {
                var text = AnswerMutations.Make(seed);
                var answer = await AskAsync(client, space, kind, text);
                Assert.True(answer.Failure is null, $"{text}: {answer.Failure}");
                var shown = (string?)JsonNode.Parse(answer.Body)!["kind"];
                Assert.Equal(answer.Code < 400 ? "ConfigMap" : "Status", shown);
                outcomes.Add(new Outcome(text, answer.Code));
            }

            return outcomes;
        }
        finally
        {
            await SendAsync(client, "DELETE", $"{configurations}/{space}", null);
        }
    }

    private static Task<RawAnswer> AskAsync(RawClient client, string space, string kind, string answer) => SendAsync(
        client, "POST", $"/api/v1/namespaces/{space}/configmaps?dryRun=All", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "x", ["annotations"] = new JsonObject { [$"answer.{kind}"] = answer } },
        }.ToJsonString());

    private static Task<RawAnswer> SendAsync(RawClient client, string method, string path, string? body)
    {
        KeyValuePair<string, string>[] headers = method == "PATCH" ? [new("Content-Type", "application/merge-patch+json")] : [];
        return client.SendAsync(new RawRequest(method, path, headers, body is null ? null : Encoding.UTF8.GetBytes(body)));
    }

    private static string Configuration(WebhookServer webhook, string kind, string space) => $$$"""
        {"metadata": {"name": "{{{space}}}"}, "webhooks": [{
          "name": "fuzz.example.dev", "clientConfig": {"url": "{{{webhook.Url}}}/{{{kind}}}", "caBundle": "{{{webhook.CaBundle}}}"},
          "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "resources": ["configmaps"], "operations": ["CREATE"]}],
          "sideEffects": "None", "admissionReviewVersions": ["v1"], "namespaceSelector": {"matchLabels": {"hooked": "{{{space}}}"} } }]}
        """;

    private sealed record Outcome(string Answer, int Code);
}
