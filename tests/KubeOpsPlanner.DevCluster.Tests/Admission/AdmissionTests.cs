using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Admission;

public sealed class AdmissionTests
{
    private const string Chat = TestCluster.Pools + "/chat";
    private const string OnPools = """{"apiGroups": ["example.dev"], "apiVersions": ["v1"], "resources": ["pools", "pools/scale"], "operations": ["CREATE", "UPDATE"]}""";

    private readonly TestCluster _cluster = TestCluster.WithPools();
    private readonly List<JsonNode> _reviews = [];

    public AdmissionTests() => _cluster.Webhook = call =>
    {
        _reviews.Add(call.Review["request"]!.DeepClone());
        return TestCluster.Allow(call);
    };

    [Fact]
    public void A_webhook_is_told_who_wants_what()
    {
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Post(TestCluster.Pools + "?fieldManager=m", TestCluster.Pool("chat", """{"replicas": 2}""")).Is(201);
        var review = Assert.Single(_reviews);
        Assert.Equal("""{"group":"example.dev","version":"v1","kind":"Pool"}""", review["kind"]!.ToJsonString());
        Assert.Equal("""{"group":"example.dev","version":"v1","resource":"pools"}""", review["resource"]!.ToJsonString());
        Assert.Equal("""{"username":"ada","uid":"u-1","groups":["system:authenticated"],"extra":{"pod":["p-0"]}}""", review["userInfo"]!.ToJsonString());
        Assert.Equal("""{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1","fieldManager":"m"}""", review["options"]!.ToJsonString());
        Assert.Equal(("CREATE", "default", "chat", "False"), ($"{review["operation"]}", $"{review["namespace"]}", $"{review["name"]}", $"{review["dryRun"]!.GetValue<bool>()}"));
        Assert.Equal("2", $"{review["object"]!["spec"]!["replicas"]}");
        Assert.Null(review["oldObject"]);
    }

    [Fact]
    public void Another_version_is_converted_for_an_equivalent_rule()
    {
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Post("/apis/example.dev/v1alpha1/namespaces/default/pools", TestCluster.Pool("chat").Replace("dev/v1", "dev/v1alpha1")).Is(201);
        var review = Assert.Single(_reviews);
        Assert.Equal(("v1", "v1alpha1", "example.dev/v1"), ($"{review["kind"]!["version"]}", $"{review["requestKind"]!["version"]}", $"{review["object"]!["apiVersion"]}"));
    }

    [Fact]
    public void An_exact_rule_leaves_other_versions_alone()
    {
        Install("validating", "gate.example.dev", OnPools, "\"matchPolicy\": \"Exact\"");
        _cluster.Post("/apis/example.dev/v1alpha1/namespaces/default/pools", TestCluster.Pool("chat").Replace("dev/v1", "dev/v1alpha1")).Is(201);
        Assert.Empty(_reviews);
    }

    [Fact]
    public void A_scale_is_reviewed_as_a_scale()
    {
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 1}""")).Is(201);
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Merge(Chat + "/scale", """{"spec": {"replicas": 3}}""").Is(200);
        var review = Assert.Single(_reviews);
        Assert.Equal("""{"group":"autoscaling","version":"v1","kind":"Scale"}""", review["kind"]!.ToJsonString());
        Assert.Equal(("scale", "3", "1"), ($"{review["subResource"]}", $"{review["object"]!["spec"]!["replicas"]}", $"{review["oldObject"]!["spec"]!["replicas"]}"));
    }

    [Theory]
    [InlineData("""{"message": "too many GPUs", "code": 403, "reason": "Forbidden"}""", 403, "Forbidden", "admission webhook \"gate.example.dev\" denied the request: too many GPUs")]
    [InlineData("""{"reason": "Busy"}""", 400, "Busy", "admission webhook \"gate.example.dev\" denied the request: Busy")]
    [InlineData("""{"code": 200}""", 400, "", "admission webhook \"gate.example.dev\" denied the request without explanation")]
    [InlineData("null", 400, "", "admission webhook \"gate.example.dev\" denied the request without explanation")]
    public void A_refusal_reaches_the_client(string status, int code, string reason, string message)
    {
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Webhook = call => Answer(call, new JsonObject { ["allowed"] = false, ["status"] = JsonNode.Parse(status) });
        var refused = _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(code);
        Assert.Equal((reason, message), (refused.Reason, refused.Message));
        _cluster.Get(Chat).Is(404);
    }

    [Theory]
    [InlineData("Fail", 500)]
    [InlineData("Ignore", 201)]
    public void The_failure_policy_decides_when_nobody_answers(string policy, int code)
    {
        Install("validating", "gate.example.dev", OnPools, $"\"failurePolicy\": \"{policy}\"");
        _cluster.Webhook = _ => new WebhookAnswer(null, "connection refused");
        var answer = _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(code);
        Assert.Equal(code == 500 ? "Internal error occurred: failed calling webhook \"gate.example.dev\": connection refused" : "", answer.Message);
    }

    [Fact]
    public void An_answer_to_another_review_is_a_failure()
    {
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Webhook = _ => new WebhookAnswer(new JsonObject { ["uid"] = "stolen", ["allowed"] = true }, null);
        Assert.Contains("expected response.uid=", _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(500).Message);
    }

    [Fact]
    public void Mutation_comes_first_and_the_validator_sees_its_result()
    {
        Install("mutating", "mutate.example.dev", OnPools);
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Webhook = call =>
        {
            _reviews.Add(call.Review["request"]!.DeepClone());
            return call.IsMutating ? Patched(call, """[{"op": "add", "path": "/spec/replicas", "value": 5}, {"op": "add", "path": "/spec/junk", "value": 1}]""") : TestCluster.Allow(call);
        };
        var created = _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        Assert.Equal(("5", ""), (created.Text("spec.replicas"), created.Text("spec.junk")));
        Assert.Equal(["", "5"], _reviews.Select(review => $"{review["object"]!["spec"]!["replicas"]}"));
        Assert.NotNull(_reviews[1]["object"]!["metadata"]!["uid"]);
    }

    [Theory]
    [InlineData("""[{"op": "replace", "path": "/spec/missing/x", "value": 1}]""", 500)]
    [InlineData("""[{"op": "test", "path": "/kind", "value": "Other"}]""", 500)]
    [InlineData("""{"op": "add"}""", 500)]
    [InlineData("{", 500)]
    [InlineData("""[{"op": "replace", "path": "/kind", "value": "Other"}]""", 500)]
    [InlineData("""[{"op": "replace", "path": "/metadata/namespace", "value": "other"}]""", 400)]
    [InlineData("""[{"op": "replace", "path": "/metadata/name", "value": "renamed"}]""", 201)]
    public void A_patch_that_does_not_fit_refuses_whatever_the_failure_policy(string patch, int code)
    {
        Install("mutating", "mutate.example.dev", OnPools, "\"failurePolicy\": \"Ignore\"");
        _cluster.Webhook = call => Patched(call, patch);

        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(code);
    }

    [Fact]
    public void A_webhook_that_asks_for_it_sees_what_later_ones_changed()
    {
        Install("mutating", "a.example.dev", OnPools, "\"reinvocationPolicy\": \"IfNeeded\"");
        Install("mutating", "b.example.dev", OnPools);
        var asked = new List<string>();
        _cluster.Webhook = call =>
        {
            asked.Add(call.Name);
            return call.Name == "b.example.dev" ? Patched(call, """[{"op": "add", "path": "/spec/replicas", "value": 5}]""") : TestCluster.Allow(call);
        };
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        Assert.Equal(["a.example.dev", "b.example.dev", "a.example.dev"], asked);
    }

    [Fact]
    public void A_patch_is_reviewed_again_when_the_object_moved_meanwhile()
    {
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", """{"replicas": 1}""")).Is(201);
        Install("validating", "gate.example.dev", OnPools);
        var pending = _cluster.Begin("PATCH", Chat, """{"spec": {"maxGpus": 4}}""", "application/merge-patch+json");
        var first = Assert.Single(Assert.IsType<ApiAdmission>(pending).Calls);
        _cluster.Merge(Chat + "/status", """{"status": {"phase": "Up"}}""").Is(200);
        var again = Assert.IsType<ApiAdmission>(((ApiAdmission)pending).Resume([TestCluster.Allow(first)], _cluster.Now));
        Assert.NotEqual($"{first.Review["request"]!["uid"]}", $"{again.Calls[0].Review["request"]!["uid"]}");
        Assert.Equal("Up", $"{again.Calls[0].Review["request"]!["oldObject"]!["status"]!["phase"]}");
        Assert.Equal(("4", "Up"), (_cluster.Finish(again).Is(200).Text("spec.maxGpus"), _cluster.Get(Chat).Text("status.phase")));
    }

    [Fact]
    public void A_put_is_a_conflict_when_the_object_moved_meanwhile()
    {
        var body = _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201).Body;
        body["spec"]!["replicas"] = 9;
        Install("validating", "gate.example.dev", OnPools);
        var pending = _cluster.Begin("PUT", Chat, body.ToJsonString());
        _cluster.Merge(Chat + "/status", """{"status": {"phase": "Up"}}""").Is(200);
        Assert.Equal("Conflict", _cluster.Finish(pending).Is(409).Reason);
    }

    [Fact]
    public void An_object_that_never_rests_ends_in_a_conflict()
    {
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        Install("validating", "gate.example.dev", OnPools);
        var asked = 0;
        _cluster.Webhook = call =>
        {
            _cluster.Merge(Chat + "/status", $$$"""{"status": {"replicas": {{{++asked}}}}}""").Is(200);
            return TestCluster.Allow(call);
        };
        Assert.Equal("Conflict", _cluster.Merge(Chat, """{"spec": {"maxGpus": 4}}""").Is(409).Reason);
        Assert.Equal(5, asked);
    }

    [Fact]
    public void A_dry_run_asks_webhooks_that_can_do_without_effects()
    {
        Install("validating", "gate.example.dev", OnPools, "\"sideEffects\": \"NoneOnDryRun\"");
        _cluster.Post(TestCluster.Pools + "?dryRun=All", TestCluster.Pool("chat")).Is(201);
        Assert.Equal([true], _reviews.Select(review => review["dryRun"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("\"sideEffects\": \"Some\"", "sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData("\"timeoutSeconds\": 31", "timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    [InlineData("\"failurePolicy\": \"Maybe\"", "failurePolicy: Unsupported value: \"Maybe\": supported values: \"Fail\", \"Ignore\"")]
    [InlineData("\"objectSelector\": {\"matchExpressions\": [{\"key\": \"a\", \"operator\": \"Foo\"}]}", "objectSelector.matchExpressions[0].operator: Invalid value: \"Foo\": not a valid selector operator")]
    [InlineData("\"matchConditions\": [{\"name\": \"a\", \"expression\": \"true\"}]", "matchConditions: Forbidden: this development server evaluates no CEL; use rules, namespaceSelector and objectSelector, or a real API server")]
    public void A_webhook_that_cannot_be_kept_to_is_not_accepted(string more, string problem) => Assert.Equal(
        $"ValidatingWebhookConfiguration.admissionregistration.k8s.io \"gate.example.dev\" is invalid: webhooks[0].{problem}",
        TryInstall("validating", "gate.example.dev", OnPools, more).Is(422).Message);

    [Theory]
    [InlineData("\"namespaceSelector\": {\"matchLabels\": {\"kubernetes.io/metadata.name\": \"default\"}}", 1)]
    [InlineData("\"namespaceSelector\": {\"matchLabels\": {\"kubernetes.io/metadata.name\": \"other\"}}", 0)]
    [InlineData("\"objectSelector\": {\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"In\", \"values\": [\"chat\"]}]}", 1)]
    [InlineData("\"objectSelector\": {\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"DoesNotExist\"}]}", 0)]
    public void Selectors_decide_who_is_asked(string selector, int calls)
    {
        Install("validating", "gate.example.dev", OnPools, selector);
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat", metadata: "\"labels\": {\"app\": \"chat\"}")).Is(201);
        Assert.Equal(calls, _reviews.Count);
    }

    [Theory]
    [InlineData("""{"apiGroups": ["*"], "apiVersions": ["*"], "resources": ["*"], "operations": ["*"]}""", 2)]
    [InlineData("""{"apiGroups": ["*"], "apiVersions": ["*"], "resources": ["*/*"], "operations": ["*"]}""", 3)]
    [InlineData("""{"apiGroups": ["example.dev"], "apiVersions": ["*"], "resources": ["pools/*"], "operations": ["UPDATE"]}""", 1)]
    [InlineData("""{"apiGroups": ["example.dev"], "apiVersions": ["*"], "resources": ["pools"], "operations": ["*"], "scope": "Cluster"}""", 0)]
    [InlineData("""{"apiGroups": ["example.dev"], "apiVersions": ["*"], "resources": ["pools"], "operations": ["DELETE"]}""", 1)]
    public void Rules_have_wildcards_and_scope(string rule, int calls)
    {
        Install("validating", "gate.example.dev", rule);
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        _cluster.Merge(Chat + "/status", """{"status": {"phase": "Up"}}""").Is(200);
        _cluster.Delete(Chat).Is(200);
        Assert.Equal(calls, _reviews.Count);
    }

    [Fact]
    public void A_deletion_shows_the_old_object_alone()
    {
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
        Install("validating", "gate.example.dev", OnPools.Replace("UPDATE", "DELETE"));
        _cluster.Delete(Chat).Is(200);
        var review = Assert.Single(_reviews);
        Assert.Equal(("DELETE", "chat", "DeleteOptions"), ($"{review["operation"]}", $"{review["oldObject"]!["metadata"]!["name"]}", $"{review["options"]!["kind"]}"));
        Assert.Null(review["object"]);
    }

    [Fact]
    public void Webhook_configurations_can_always_be_repaired()
    {
        Install("validating", "gate.example.dev", """{"apiGroups": ["*"], "apiVersions": ["*"], "resources": ["*"], "operations": ["*"]}""");
        _cluster.Webhook = _ => new WebhookAnswer(null, "down");
        _cluster.Delete("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/gate.example.dev").Is(200);
        _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201);
    }

    [Fact]
    public void Warnings_are_passed_on()
    {
        Install("validating", "gate.example.dev", OnPools);
        _cluster.Webhook = call => Answer(call, new JsonObject { ["allowed"] = true, ["warnings"] = new JsonArray("mind the floor") });
        Assert.Equal(["mind the floor"], _cluster.Post(TestCluster.Pools, TestCluster.Pool("chat")).Is(201).Warnings);
    }

    private void Install(string kind, string name, string rule, string more = "\"sideEffects\": \"None\"") => TryInstall(kind, name, rule, more).Is(201);

    private Answer TryInstall(string kind, string name, string rule, string more)
    {
        var sideEffects = more.Contains("sideEffects") ? "" : "\"sideEffects\": \"None\", ";
        return _cluster.Post(
            $"/apis/admissionregistration.k8s.io/v1/{kind}webhookconfigurations",
            $$$"""{"metadata": {"name": "{{{name}}}"}, "webhooks": [{"name": "{{{name}}}", "clientConfig": {"url": "https://hook.example.dev"}, "admissionReviewVersions": ["v1"], "rules": [{{{rule}}}], {{{sideEffects}}}{{{more}}}}]}""");
    }

    private static WebhookAnswer Answer(WebhookCall call, JsonObject response)
    {
        response["uid"] = call.Review["request"]!["uid"]!.GetValue<string>();
        return new WebhookAnswer(response, null);
    }

    private static WebhookAnswer Patched(WebhookCall call, string patch) => Answer(call, new JsonObject
    {
        ["allowed"] = true,
        ["patchType"] = "JSONPatch",
        ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch)),
    });
}
