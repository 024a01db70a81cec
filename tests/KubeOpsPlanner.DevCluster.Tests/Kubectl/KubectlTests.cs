using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.DevCluster.Tests.Kubectl;

/// <summary>What people type, with the kubectl that they have.</summary>
public sealed class KubectlTests(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - {name: main, image: "web:1", env: [{name: A, value: "1"}]}
        """;

    [SkippableTheory]
    [InlineData("version", "Server Version: v1.32.4+embedded")]
    [InlineData("cluster-info", "Kubernetes control plane")]
    [InlineData("get ns", "kube-system")]
    [InlineData("get namespaces default -o jsonpath={.status.phase}", "Active")]
    [InlineData("get ns default -o yaml", "kind: Namespace")]
    [InlineData("get ns -o name", "namespace/default")]
    [InlineData("get svc", "kubernetes   ClusterIP   10.96.0.1")]
    [InlineData("get all -A", "service/kubernetes")]
    [InlineData("get sa,cm -n kube-public", "configmap/kube-root-ca.crt")]
    [InlineData("get pods", "No resources found in default namespace.")]
    [InlineData("get crd", "widgets.example.io")]
    [InlineData("get toys", "No resources found")]
    [InlineData("api-resources", "widgets")]
    [InlineData("api-resources --api-group=apps -o wide", "deployments")]
    [InlineData("api-versions", "example.io/v1")]
    [InlineData("get --raw /healthz", "ok")]
    [InlineData("get --raw /apis/example.io/v1", "\"widgets/scale\"")]
    [InlineData("explain wd.spec", "How many.")]
    [InlineData("explain widget.spec.color", "Which paint.")]
    [InlineData("explain pods.spec.containers", "Entry point")]
    [InlineData("explain deploy --recursive", "terminationGracePeriodSeconds")]
    [InlineData("auth can-i create pods", "yes")]
    [InlineData("auth can-i --list", "*.*")]
    [InlineData("auth whoami", "kubernetes-admin")]
    [InlineData("auth whoami --as alice --as-group team", "alice")]
    [InlineData("describe ns default", "Status:       Active")]
    [InlineData("describe svc kubernetes", "10.96.0.1")]
    [InlineData("create token default", "eyJ")]
    [InlineData("create cm dry --from-literal=a=b --dry-run=server -o name", "configmap/dry")]
    public async Task Reading(string command, string expected)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);

        Assert.Contains(expected, await kubectl.RunAsync(command));
    }

    [SkippableTheory]
    [InlineData("get nosuch", "the server doesn't have a resource type \"nosuch\"")]
    [InlineData("get pod gone", "Error from server (NotFound): pods \"gone\" not found")]
    [InlineData("get --raw /nope", "the server could not find the requested resource")]
    [InlineData("create ns default", "Error from server (AlreadyExists): namespaces \"default\" already exists")]
    [InlineData("auth can-i create pods --as system:anonymous", "no")]
    [InlineData("get ns --token wrong", "You must be logged in to the server")]
    public async Task Refusals(string command, string expected)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);

        var (code, output, errors) = await kubectl.TryRunAsync(command);

        Assert.NotEqual(0, code);
        Assert.Contains(expected, output + errors);
    }

    [SkippableFact]
    public async Task A_deployment_from_apply_to_delete()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create ns apps");

        Assert.Equal("deployment.apps/web created\n", await kubectl.RunAsync("apply -n apps -f -", Deployment));
        Assert.Equal("deployment.apps/web unchanged\n", await kubectl.RunAsync("apply -n apps -f -", Deployment));
        Assert.Equal("deployment.apps/web configured\n", await kubectl.RunAsync("apply -n apps -f -", Deployment.Replace("web:1", "web:2")));
        Assert.Equal("web:2", await kubectl.RunAsync("get deploy web -n apps -o jsonpath={..image}"));
        Assert.Contains("0/2", await kubectl.RunAsync("get deploy -n apps"));
        Assert.Contains("web:2", await kubectl.RunAsync("get deploy -n apps -o wide"));
        Assert.Equal("deployment.apps/web scaled\n", await kubectl.RunAsync("scale -n apps deploy/web --replicas=5"));
        Assert.Equal("5", await kubectl.RunAsync("get deploy web -n apps -o jsonpath={.spec.replicas}"));
        Assert.Equal("deployment.apps/web image updated\n", await kubectl.RunAsync("set image -n apps deploy/web main=web:3"));
        Assert.Equal("A", await kubectl.RunAsync("get deploy web -n apps -o jsonpath={..env[*].name}"));
        Assert.Contains("web:3", await kubectl.RunAsync("describe deploy web -n apps"));
        Assert.Equal("deployment.apps \"web\" deleted\n", await kubectl.RunAsync("delete -n apps deploy/web --wait"));
        Assert.Contains("No resources found", await kubectl.RunAsync("get deploy -n apps"));
    }

    [SkippableFact]
    public async Task Diff_tells_what_would_change()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create ns differences");
        await kubectl.RunAsync("apply -n differences -f -", Deployment);

        var (same, _, _) = await kubectl.TryRunAsync("diff -n differences -f -", Deployment);
        var (other, output, _) = await kubectl.TryRunAsync("diff -n differences -f -", Deployment.Replace("replicas: 2", "replicas: 7"));

        Assert.Equal((0, 1), (same, other));
        Assert.Contains("+  replicas: 7", output);
    }

    [SkippableFact]
    public async Task A_custom_object_in_all_ways_of_writing()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create ns toys");
        const string widget = "apiVersion: example.io/v1\nkind: Widget\nmetadata: {name: w, namespace: toys}\nspec: {color: red}\n";

        Assert.Equal("widget.example.io/w serverside-applied\n", await kubectl.RunAsync("apply --server-side -f -", widget));
        Assert.Equal("red 1", await kubectl.RunAsync("get wd w -n toys -o 'jsonpath={.spec.color} {.spec.replicas}'"));
        Assert.Equal("widget.example.io/w edited\n", await kubectl.RunAsync("edit wd w -n toys"));
        Assert.Equal("blue", await kubectl.RunAsync("get wd w -n toys -o jsonpath={.spec.color}"));
        Assert.Contains("patched", await kubectl.RunAsync("patch wd w -n toys --type merge -p {\"spec\":{\"replicas\":2}}"));
        Assert.Contains("patched", await kubectl.RunAsync(
            "patch wd w -n toys --type json -p [{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]"));
        Assert.Contains("scaled", await kubectl.RunAsync("scale wd/w -n toys --replicas=4"));
        Assert.Equal("4", await kubectl.RunAsync("get wd w -n toys -o jsonpath={.spec.replicas}"));
        Assert.Contains("labeled", await kubectl.RunAsync("label wd w -n toys a=b"));
        Assert.Contains("annotated", await kubectl.RunAsync("annotate wd w -n toys c=d"));
        Assert.Contains("w      4          blue", await kubectl.RunAsync("get widgets -n toys -l a=b -o wide"));
        Assert.Contains("patched", await kubectl.RunAsync(
            "patch wd w -n toys --subresource status --type merge -p {\"status\":{\"phase\":\"Done\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}"));
        Assert.Contains("condition met", await kubectl.RunAsync("wait wd/w -n toys --for=jsonpath={.status.phase}=Done --timeout=5s"));
        Assert.Contains("condition met", await kubectl.RunAsync("wait wd/w -n toys --for=condition=Ready --timeout=5s"));
        Assert.Contains("Color:", await kubectl.RunAsync("describe wd w -n toys"));
        Assert.Contains("deleted", await kubectl.RunAsync("delete wd w -n toys --wait"));
        await kubectl.RunAsync("wait wd/w -n toys --for=delete --timeout=5s");
    }

    [SkippableTheory]
    [InlineData("{color: green}", "Unsupported value: \"green\": supported values: \"red\", \"blue\"")]
    [InlineData("{replicas: -1}", "should be greater than or equal to 0")]
    [InlineData("{shape: round}", "unknown field \"spec.shape\"")]
    public async Task What_the_schema_forbids_is_refused(string spec, string why)
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);

        var (code, _, errors) = await kubectl.TryRunAsync(
            "apply -f -", $"apiVersion: example.io/v1\nkind: Widget\nmetadata: {{name: bad}}\nspec: {spec}\n");

        Assert.Equal(1, code);
        Assert.Contains(why, errors);
    }

    [SkippableFact]
    public async Task Strategic_patches_merge_lists_by_their_key()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create ns patches");
        await kubectl.RunAsync("create deployment web --image=web:1 -n patches");

        await kubectl.RunAsync(
            "patch deploy web -n patches -p {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"extra\",\"image\":\"x\"}]}}}}");

        var names = await kubectl.RunAsync("get deploy web -n patches -o jsonpath={..containers[*].name}");
        Assert.Equal(["extra", "web"], names.Split(' ').Order());
    }

    [SkippableFact]
    public async Task A_new_definition_is_served_at_once()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("apply -f -", KubectlFixture.WidgetDefinition
            .Replace("widgets", "gadgets").Replace("Widget", "Gadget").Replace("widget", "gadget").Replace("[wd]", "[gd]"));

        await kubectl.RunAsync("wait crd/gadgets.example.io --for=condition=Established --timeout=5s");
        Assert.Contains("No resources found", await kubectl.RunAsync("get gd"));
    }

    [SkippableFact]
    public async Task A_watch_shows_changes_as_they_come()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create ns watched");
        await kubectl.RunAsync("create cm first -n watched");
        using var watch = kubectl.Start("get cm -n watched -w");
        try
        {
            Assert.StartsWith("NAME", await watch.StandardOutput.ReadLineAsync());
            Assert.StartsWith("first", await watch.StandardOutput.ReadLineAsync());
            Assert.StartsWith("kube-root-ca.crt", await watch.StandardOutput.ReadLineAsync());
            await kubectl.RunAsync("create cm second -n watched --from-literal=a=b");
            Assert.StartsWith("second", await watch.StandardOutput.ReadLineAsync());
        }
        finally
        {
            watch.Kill();
        }
    }

    [SkippableFact]
    public async Task A_service_accounts_token_is_that_account()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create sa planner");
        var token = (await kubectl.RunAsync("create token planner --duration=20m")).Trim();

        Assert.Contains("system:serviceaccount:default:planner", await kubectl.RunAsync($"auth whoami --token {token}"));
    }

    [SkippableFact]
    public async Task A_namespace_takes_its_content_along()
    {
        Skip.If(KubectlProgram.Absence is not null, KubectlProgram.Absence);
        await kubectl.RunAsync("create ns going");
        await kubectl.RunAsync("create cm content -n going");

        await kubectl.RunAsync("delete ns going --wait --timeout=20s");

        var (code, _, errors) = await kubectl.TryRunAsync("get ns going");
        Assert.Equal(1, code);
        Assert.Contains("NotFound", errors);
    }
}
