using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Operator.Tests.Ledger.Support;

namespace KubeOpsPlanner.Operator.Tests.Actuation.Virtual;

/// <summary>Who may report what as carried out.</summary>
public sealed class AcknowledgementsTests
{
    private const string Known = "Bearer token-of-orchestrator";

    private static readonly ObjectKey Plan = new("inference", "chat");

    private readonly ClusterInMemory _cluster = new();

    public AcknowledgementsTests()
    {
        _cluster.Answer = (api, body) => api.Kind switch
        {
            "TokenReview" => Said(body["spec"]!["token"]!.GetValue<string>() == "token-of-orchestrator"
                ? """{"authenticated":true,"user":{"username":"orchestrator","groups":["tenants"]}}"""
                : """{"authenticated":false}"""),
            "SubjectAccessReview" => Said(
                body["spec"]!["resourceAttributes"]!.ToJsonString() ==
                    """{"group":"kubeopsplanner.io","version":"v1alpha1","resource":"poolplans","subresource":"decision","namespace":"inference","name":"chat","verb":"update"}"""
                && (string?)body["spec"]!["user"] == "orchestrator"
                    ? """{"allowed":true}"""
                    : """{"allowed":false}"""),
            _ => null,
        };
        Put("virtual");
    }

    [Theory]
    [InlineData(Known, 3, HttpStatusCode.OK, "decision 3 of PoolPlan inference/chat is carried out", 3)]
    [InlineData(Known, 2, HttpStatusCode.OK, "decision 2 of PoolPlan inference/chat is carried out", 2)]
    [InlineData(Known, 0, HttpStatusCode.OK, "decision 1 of PoolPlan inference/chat is carried out", 1)]
    [InlineData(Known, 4, HttpStatusCode.Conflict, "PoolPlan inference/chat has made no decision 4: its last one is 3", 1)]
    [InlineData(Known, -1, HttpStatusCode.Conflict, "PoolPlan inference/chat has made no decision -1: its last one is 3", 1)]
    [InlineData(null, 3, HttpStatusCode.Unauthorized, "send Authorization: Bearer and a token that the API server knows", 1)]
    [InlineData("Basic dG9rZW4=", 3, HttpStatusCode.Unauthorized, "send Authorization: Bearer and a token that the API server knows", 1)]
    [InlineData("Bearer guessed", 3, HttpStatusCode.Unauthorized, "send Authorization: Bearer and a token that the API server knows", 1)]
    public async Task An_acknowledgement_is_taken_from_whom_RBAC_lets(string? authorization, long id, HttpStatusCode status, string message, long acknowledged)
    {
        Assert.Equal(new AcknowledgementAnswer(status, message), await TakeAsync(authorization, id));
        Assert.Equal(acknowledged, Acknowledged);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public async Task The_acknowledgement_of_the_last_decision_ends_the_wait_of_another(long id, bool waits)
    {
        Assert.Equal(HttpStatusCode.OK, (await TakeAsync(Known, id)).Status);
        Assert.Equal(waits, Decision.TryGetProperty("waitingSince", out _));
    }

    [Fact]
    public async Task Who_may_not_is_told_what_is_missing()
    {
        var answer = await new Acknowledgements(_cluster, new Orchestrators(_cluster)).TakeAsync(Known, new ObjectKey("inference", "code"), 3, CancellationToken.None);
        Assert.Equal(
            new AcknowledgementAnswer(
                HttpStatusCode.Forbidden, "orchestrator may not update poolplans/decision of kubeopsplanner.io in namespace inference: bind a role with that rule"),
            answer);
    }

    [Fact]
    public async Task A_plan_of_a_graph_has_no_decisions_to_acknowledge()
    {
        Put("kubernetes");
        Assert.Equal(new AcknowledgementAnswer(HttpStatusCode.NotFound, "there is no PoolPlan inference/chat with environment virtual"), await TakeAsync(Known, 3));
    }

    [Fact]
    public async Task A_status_that_moves_meanwhile_is_read_again()
    {
        var moved = 0;
        _cluster.BeforeWrite = (_, api, body) =>
        {
            if (api == Kinds.PoolPlans.Api && body?["status"] is not null && ++moved == 1) throw ClusterInMemory.Refusal(HttpStatusCode.Conflict, "Conflict");
        };
        Assert.Equal(HttpStatusCode.OK, (await TakeAsync(Known, 3)).Status);
        Assert.Equal((2, 3L), (moved, Acknowledged));
    }

    [Fact]
    public async Task Where_the_API_server_cannot_be_asked_nothing_is_taken()
    {
        _cluster.Answer = (_, _) => throw ClusterInMemory.Refusal(null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await TakeAsync(Known, 3)).Status);
        Assert.Equal(1, Acknowledged);
    }

    private JsonElement Decision => _cluster.Find(Kinds.PoolPlans.Api, Plan)!.Value.GetProperty("status").GetProperty("decision");

    private long Acknowledged => Decision.GetProperty("acknowledgedId").GetInt64();

    private static JsonObject Said(string status) => new() { ["status"] = JsonNode.Parse(status) };

    private Task<AcknowledgementAnswer> TakeAsync(string? authorization, long id) =>
        new Acknowledgements(_cluster, new Orchestrators(_cluster)).TakeAsync(authorization, Plan, id, CancellationToken.None);

    private void Put(string environment) => _cluster.Put(Kinds.PoolPlans.Api, JsonNode.Parse(
        $$"""
        {"metadata": {"name": "chat", "namespace": "inference"}, "spec": {"environment": "{{environment}}", "modelName": "qwen"},
         "status": {"decision": {"id": 3, "prefill": 1, "decode": 2, "acknowledgedId": 1, "waitingSince": "2026-05-06T12:00:00Z"} } }
        """)!.AsObject());
}
