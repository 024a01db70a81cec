using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Gate;

/// <summary>Whoever reaches the webhook's port can post to it; that must not cost anybody a GPU.</summary>
[Collection(nameof(ApiServers))]
public sealed class ForgedReviewTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    [SkippableTheory]
    [EachServer("""{"metadata":{"uid":"11111111-2222-3333-4444-555555555555"}}""")]
    [EachServer("""{"metadata":{"resourceVersion":"1"}}""")]
    [EachServer("""{"metadata":{"resourceVersion":"99999999999"}}""")]
    public async Task A_review_of_a_state_that_is_not_stored_reserves_nothing(ServerKind kind, string lie)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 16);
        await fleet.BindsAsync();
        await fleet.AddGraphAsync(V1Beta1, "chat", 1, 1);
        await Eventually.True(async () => await fleet.ReservationsAsync() == 0, "what made the graph is settled");
        var stored = (await fleet.Admin.GetAsync($"{fleet.GraphsPath(V1Beta1)}/chat")).Body;
        var before = Merged(stored, lie);
        var after = Merged(before, "{}");
        after["spec"]!["components"]![2]!["replicas"] = 15;

        var answer = await (await WebhookDoor.FindAsync(fleet.Admin)).PostAsync(WebhookDoor.Review(before, after).ToJsonString());

        Assert.Equal(200, answer.Code);
        Assert.Equal(0, await fleet.ReservationsAsync());
        (await fleet.ScaleAsync(fleet.Alice, V1Beta1, "chat", ("prefill", 15))).IsAllowed();
    }

    [SkippableTheory]
    [EachServer("not json", "The body is not JSON (line 1): post an AdmissionReview.")]
    [EachServer("{}", "The body is not an AdmissionReview: its kind says otherwise.")]
    [EachServer("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}""", "The AdmissionReview has no request.")]
    [EachServer("""{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview"}""",
        "AdmissionReview admission.k8s.io/v1beta1 is not supported: set admissionReviewVersions to [v1].")]
    public async Task A_body_that_is_no_review_is_a_bad_request_in_one_sentence(ServerKind kind, string body, string sentence)
    {
        using var admin = new Caller(await operators.GetAsync(kind));

        var answer = await (await WebhookDoor.FindAsync(admin)).PostAsync(body);

        Assert.Equal((400, "BadRequest", sentence), (answer.Code, answer.Reason, answer.Sentence));
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_review_without_its_objects_is_refused_with_code_400(ServerKind kind)
    {
        using var admin = new Caller(await operators.GetAsync(kind));
        var review = WebhookDoor.Review(new JsonObject(), JsonNode.Parse("""{"metadata":{"name":"chat","namespace":"default"}}""")!);
        review["request"]!.AsObject().Remove("object");

        var response = (await (await WebhookDoor.FindAsync(admin)).PostAsync(review.ToJsonString())).Body["response"]!;

        Assert.False((bool)response["allowed"]!);
        Assert.Equal(400, (int)response["status"]!["code"]!);
        Assert.Contains("request.object", (string)response["status"]!["message"]!, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task Nobody_is_answered_who_does_not_know_the_path(ServerKind kind)
    {
        using var admin = new Caller(await operators.GetAsync(kind));
        var door = await WebhookDoor.FindAsync(admin);

        var answer = await new WebhookDoor(new Uri(door.Url, $"/{new string('0', 32)}/gate")).PostAsync("{}");

        Assert.Equal(404, answer.Code);
    }

    private static JsonNode Merged(JsonNode graph, string change)
    {
        var copy = graph.DeepClone();
        foreach (var (field, value) in JsonNode.Parse(change)!["metadata"]?.AsObject() ?? [])
        {
            copy["metadata"]![field] = value!.DeepClone();
        }

        return copy;
    }
}
