using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;
using KubeOpsPlanner.Kubernetes.Webhooks;

namespace KubeOpsPlanner.Kubernetes.Tests.Webhooks;

public sealed class WebhookConfigurationTests
{
    private static readonly AdmissionWebhook Gate = new(
        "gate.kubeopsplanner.io", "/gate", IsMutating: false, FailsClosed: true, TimeoutSeconds: 5,
        [
            new AdmissionRule(
                "nvidia.com", ["v1alpha1", "v1beta1"], ["dynamographdeployments", "dynamographdeployments/scale"],
                [AdmissionOperation.Create, AdmissionOperation.Update]),
        ]);

    [Fact]
    public void Behind_a_service_the_whole_configuration_is_as_the_API_server_reads_it()
    {
        var (api, body) = Assert.Single(Build(null, Gate));

        Assert.Equal(WebhookConfigurations.Validating, api);
        Assert.Equal(
            """{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"planner"},"webhooks":[{"name":"gate.kubeopsplanner.io","admissionReviewVersions":["v1"],"clientConfig":{"caBundle":"cGVt","service":{"name":"planner","namespace":"system","path":"/5e9/gate","port":443}},"failurePolicy":"Fail","matchPolicy":"Equivalent","sideEffects":"NoneOnDryRun","timeoutSeconds":5,"rules":[{"apiGroups":["nvidia.com"],"apiVersions":["v1alpha1","v1beta1"],"operations":["CREATE","UPDATE"],"resources":["dynamographdeployments","dynamographdeployments/scale"],"scope":"*"}]}]}""",
            body.ToJsonString(KubernetesJson.Options));
    }

    [Fact]
    public void Outside_the_cluster_webhooks_are_called_by_URL() =>
        Assert.Equal(
            "https://127.0.0.1:9443/5e9/gate",
            Build("127.0.0.1", Gate).Single().Body["webhooks"]![0]!["clientConfig"]!["url"]!.GetValue<string>());

    [Fact]
    public void Mutating_webhooks_get_a_configuration_of_their_own_without_side_effects()
    {
        var mutating = Gate with { Name = "defaults.kubeopsplanner.io", Path = "/defaults", IsMutating = true, FailsClosed = false };

        var built = Build(null, Gate, mutating);

        Assert.Equal([WebhookConfigurations.Validating, WebhookConfigurations.Mutating], built.Select(one => one.Api));
        var entry = built[1].Body["webhooks"]![0]!;
        Assert.Equal(("None", "Ignore"), (entry["sideEffects"]!.GetValue<string>(), entry["failurePolicy"]!.GetValue<string>()));
    }

    private static List<(ApiResource Api, JsonObject Body)> Build(string? host, params AdmissionWebhook[] webhooks)
    {
        var pems = CertificateFactory.Create(["planner"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var serving = PemFiles.CertificateWithKey(pems.Serving, pems.ServingKey);
        var options = new OperatorHostOptions { Name = "planner", Namespace = "system", WebhookHost = host };
        return [.. WebhookConfigurations.Build("planner", webhooks, WebhookAddress.Of(options, 9443), new WebhookIdentity(serving, "pem", "5e9"))];
    }
}
