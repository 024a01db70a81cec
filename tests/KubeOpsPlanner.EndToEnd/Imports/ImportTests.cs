using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli;
using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Imports;

/// <summary>What <c>kubectl planner import</c> prints is taken by an API server that asks the operator.</summary>
[Collection(nameof(ApiServers))]
public sealed class ImportTests(SharedOperators operators) : IClassFixture<SharedOperators>
{
    private const string Group = "/apis/kubeopsplanner.io/v1alpha1";

    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "KubeOpsPlanner.Cli.Tests", "Import", "cases");

    [SkippableTheory]
    [EachServer]
    public async Task Every_imported_object_is_admitted(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 64);
        var admitted = 0;
        // A template that nobody filled in is printed with warnings, and refused.
        foreach (var folder in Directory.GetDirectories(Cases).Where(folder => Path.GetFileName(folder) != "unfilled-template"))
        {
            foreach (var manifest in await ImportAsync(folder, fleet.Namespace))
            {
                var answer = await fleet.Admin.PostAsync($"{Collection(manifest, fleet.Namespace)}?dryRun=All&fieldValidation=Strict", manifest.DeepClone());
                Assert.True(answer.IsSuccess, $"{Path.GetFileName(folder)}: {manifest["kind"]} {manifest["metadata"]!["name"]}: HTTP {answer.Code} {answer.Sentence}");
                admitted++;
            }
        }

        Assert.InRange(admitted, 15, 100);
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_plan_goes_into_the_cluster_and_comes_out_as_the_same_configuration(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 64);
        var file = Path.Combine(Cases, "config-today", "planner_config.json");
        string[] import = ["import", file, "--graph", "chat", "-n", fleet.Namespace, "-o"];
        var manifest = JsonNode.Parse((await RunAsync([.. import, "json"])).Output)!;
        (await fleet.Admin.PostAsync(Collection(manifest, fleet.Namespace), manifest)).IsAllowed();

        var exported = await RunAsync("export", "pplan/chat", "-n", fleet.Namespace, "--kubeconfig", fleet.Server.KubeconfigPath);

        Assert.Equal((ExitCode.Ok, ""), (exported.Code, exported.Errors));
        Assert.Equal((await RunAsync([.. import, "planner-config"])).Output, exported.Output);
        var given = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        var back = JsonNode.Parse(exported.Output)!.AsObject();
        Assert.All(given, field => Assert.True(JsonNode.DeepEquals(field.Value, back[field.Key]), $"{field.Key} came back as {back[field.Key]}"));
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_kept_setting_that_means_something_is_refused_with_its_field(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 64);
        var plan = JsonNode.Parse("""
            {"apiVersion":"kubeopsplanner.io/v1alpha1","kind":"PoolPlan","metadata":{"name":"chat"},
             "spec":{"targetRef":{"name":"chat"},"plannerConfig":{"ttft_ms":200}}}
            """)!;

        var answer = await fleet.Admin.PostAsync(Collection(plan, fleet.Namespace), plan);

        Assert.False(answer.IsSuccess);
        Assert.Contains("spec.plannerConfig.ttft_ms: has its own place: use spec.sla.ttftMs", answer.Body["message"]!.GetValue<string>());
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_plan_that_is_not_there_cannot_be_exported(ServerKind kind)
    {
        await using var fleet = await Fleet.CreateAsync(await operators.GetAsync(kind), 64);

        var run = await RunAsync("export", "poolplan", "nothing", "-n", fleet.Namespace, "--kubeconfig", fleet.Server.KubeconfigPath);

        Assert.Equal(
            (ExitCode.BadUsage, $"error: there is no PoolPlan {fleet.Namespace}/nothing: kubectl get poolplans -A lists them\n"), (run.Code, run.Errors));
    }

    /// <summary>The case's documents with another namespace in them.</summary>
    private static async Task<IReadOnlyList<JsonNode>> ImportAsync(string folder, string place)
    {
        var copy = Directory.CreateTempSubdirectory("kubectl-planner-import-");
        try
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                var text = await File.ReadAllTextAsync(file);
                await File.WriteAllTextAsync(
                    Path.Combine(copy.FullName, Path.GetFileName(file)), text.Replace("inference", place, StringComparison.Ordinal));
            }

            var words = (await File.ReadAllTextAsync(Path.Combine(copy.FullName, "args"))).Split(' ', StringSplitOptions.TrimEntries)
                .TakeWhile(word => word != "-o")
                .Select(word => File.Exists(Path.Combine(copy.FullName, word)) ? Path.Combine(copy.FullName, word) : word);
            var run = await RunAsync(["import", .. words, "-o", "json"]);
            Assert.True(run.Code == ExitCode.Ok, run.Errors);
            var json = JsonNode.Parse(run.Output)!;
            return json["items"] is JsonArray items ? [.. items.Select(item => item!)] : [json];
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static string Collection(JsonNode manifest, string place) => (string?)manifest["kind"] switch
    {
        "GlobalBudget" => $"{Group}/globalbudgets",
        "PoolPlan" => $"{Group}/namespaces/{place}/poolplans",
        _ => $"{Group}/namespaces/{place}/dynamographdeploymentrequests",
    };

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(words, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
