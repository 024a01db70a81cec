using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Loops;

/// <summary>A plan without a graph: the test is the orchestrator that follows its decisions.</summary>
[Collection(nameof(ApiServers))]
public sealed class VirtualTests(ApiServers servers)
{
    [SkippableTheory]
    [EachServer]
    public async Task Decisions_are_told_one_at_a_time_and_acknowledged_by_whom_RBAC_lets(ServerKind kind)
    {
        await using var planned = await PlannedFleet.StartAsync(await servers.GetAsync(kind), V1Beta1, maxGpus: 16);
        await planned.AddPlanAsync($$$"""
            {"targetRef":null,"environment":"virtual","modelName":"{{{await ModelAsync(planned)}}}","dynamoNamespace":"{{{planned.Fleet.Namespace}}}-chat",
             "engine":{"prefillGpus":1,"decodeGpus":1}}
            """);

        var first = await planned.PlanBecomesAsync(plan => Decision(plan) is { Id: 0, Acknowledged: < 0 }, "the first decision is told");
        Assert.Equal("DecisionPending", Condition.Of(first, "TargetReady")!.Reason);
        Assert.Equal(2, await planned.Fleet.AskedGpusAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, await AcknowledgeAsync(planned, "guessed", 0));
        Assert.Equal(HttpStatusCode.Forbidden, await AcknowledgeAsync(planned, TestUser.Alice.Token, 0));
        Assert.Equal(HttpStatusCode.Conflict, await AcknowledgeAsync(planned, TestUser.Admin.Token, 99));
        Assert.Equal(HttpStatusCode.OK, await AcknowledgeAsync(planned, TestUser.Admin.Token, 0));

        var next = await planned.PlanBecomesAsync(plan => Decision(plan) is { Id: 1, Acknowledged: 0 }, "the step cap is reached in a second decision");
        Assert.True(Decision(next).Prefill > Decision(first).Prefill, $"{first["status"]!["decision"]} and then {next["status"]!["decision"]}");
        Assert.Equal(HttpStatusCode.OK, await AcknowledgeAsync(planned, TestUser.Admin.Token, 1));
        await planned.PlanBecomesAsync(plan => Condition.Of(plan, "TargetReady") is { Status: "True", Reason: "DecisionsFollowed" }, "the plan knows that it is followed");
    }

    private static (long Id, int Prefill, long Acknowledged) Decision(JsonNode plan) => plan["status"]?["decision"] is { } decision
        ? ((long)decision["id"]!, (int)decision["prefill"]!, (long?)decision["acknowledgedId"] ?? -1)
        : (-1, 0, -1);

    /// <summary>As an orchestrator would find the operator: at the address of its webhooks.</summary>
    private static async Task<HttpStatusCode> AcknowledgeAsync(PlannedFleet planned, string token, long id)
    {
        var door = await WebhookDoor.FindAsync(planned.Fleet.Admin);
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(door.Url, $"/virtual/{planned.Fleet.Namespace}/chat/decisions/{id}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>As the simulated frontend counts it.</summary>
    private static async Task<string> ModelAsync(PlannedFleet planned)
    {
        using var http = new HttpClient();
        string? model = null;
        await Eventually.True(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri(planned.FrontendPage, "v1/models"));
                model = answer.IsSuccessStatusCode ? (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["data"]![0]!["id"] : null;
                return model is not null;
            },
            "the simulated frontend serves its model");
        return model!;
    }
}
