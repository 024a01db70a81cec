using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Export;

namespace KubeOpsPlanner.Cli.Tests.Export;

/// <summary>A GlobalBudget as what its GlobalPlanner would be told, and back.</summary>
public sealed class BudgetExportTests : IDisposable
{
    private const string Fleet = """
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: GlobalBudget
        metadata: {name: fleet, resourceVersion: "7"}
        spec:
          maxGpus: 16
          minGpus: 4
          namespaces: [inference]
          managedDynamoNamespaces: [inference-chat, inference-code]
          mode: Advisory
          intentTtlSeconds: 400
          priority: {default: 50, pools: [{selector: inference/chat/*, priority: 900}]}
        status: {totalGpus: 12}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-planner-export-").FullName;

    [Theory]
    [InlineData("gbudget/fleet")]
    [InlineData("GlobalBudget/fleet")]
    [InlineData("globalbudgets fleet")]
    public void A_budget_is_named_as_kubectl_names_it(string words) =>
        Assert.Equal(new ExportTarget("GlobalBudget", "fleet"), ExportTarget.Of(words.Split(' ')));

    [Fact]
    public async Task A_budget_is_printed_as_its_GlobalPlanner_s_configuration()
    {
        var run = await ExportAsync(Fleet);

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        Assert.Equal(
            """
            {"managed_namespaces":["inference-chat","inference-code"],"no_operation":true,"max_total_gpus":16,"min_total_gpus":4,
             "intent_cache_ttl_seconds":400,"priority":{"default":50,"pools":[{"selector":"inference/chat/*","priority":900}]}}
            """.ReplaceLineEndings("").Replace(", ", ",", StringComparison.Ordinal).Replace(", \"", ",\"", StringComparison.Ordinal),
            JsonNode.Parse(run.Output)!.ToJsonString());
    }

    [Fact]
    public async Task Import_reads_an_export_back_to_the_same_budget()
    {
        var config = Written("global_planner.json", (await ExportAsync(Fleet)).Output);

        var run = await CommandRun.OfAsync("import", config, "-n", "inference", "--budget", "fleet");

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Errors));
        var again = Written("again.yaml", run.Output);
        Assert.Equal(
            (await CommandRun.OfAsync("export", "-f", Written("fleet.yaml", Fleet), "-o", "yaml")).Output,
            (await CommandRun.OfAsync("export", "-f", again, "-o", "yaml")).Output);
    }

    [Fact]
    public async Task Priorities_are_written_where_they_say_something() =>
        Assert.DoesNotContain("priority", (await ExportAsync(Fleet.Replace("priority: {default: 50, pools: [{selector: inference/chat/*, priority: 900}]}", "", StringComparison.Ordinal))).Output, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_GlobalPlanner_cannot_know_is_said_besides()
    {
        var run = await ExportAsync(Fleet
            .Replace("[inference]", "[inference, batch]", StringComparison.Ordinal)
            .Replace("[inference-chat, inference-code]", "[]", StringComparison.Ordinal)
            .Replace("mode: Advisory", "allowedPrincipals: [alice]", StringComparison.Ordinal));

        Assert.Equal(
            [
                "warning: spec.allowedPrincipals: is [\"alice\"], for which GlobalPlanner has no field: left out",
                "warning: spec.managedDynamoNamespaces: is empty, so that no graph may change replicas; the GlobalPlanner takes that as absent, which lets every graph: left out",
                "warning: spec.namespaces: names 2 namespaces; a GlobalPlanner counts the graphs of the one that it runs in, and they cannot share a ceiling",
            ],
            run.ErrorLines);
        Assert.DoesNotContain("managed_namespaces", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_shows_which_setting_is_which()
    {
        var run = await ExportAsync(Fleet, "-o", "table");

        Assert.Matches("^GLOBALPLANNER +VALUE +GLOBALBUDGET", run.Output);
        Assert.Matches(@"max_total_gpus +16 +spec\.maxGpus", run.Output);
    }

    [Fact]
    public async Task Where_a_file_holds_one_object_nobody_has_to_name_it()
    {
        var run = await CommandRun.OfAsync("export", "-f", Written("fleet.yaml", Fleet));

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Equal(16, (int)JsonNode.Parse(run.Output)!["max_total_gpus"]!);
    }

    [Fact]
    public async Task A_setting_of_a_GlobalPlanner_s_configuration_that_nobody_knows_is_located()
    {
        var config = Written("config.yaml", "max_total_gpus: 16\nmin_total_gpu: 4\n");

        var run = await CommandRun.OfAsync("import", config, "-n", "inference");

        Assert.Equal(ExitCode.BadUsage, run.Code);
        Assert.Equal([$"error: {config}:2: min_total_gpu: is not a field of GlobalPlanner: did you mean min_total_gpus?"], run.ErrorLines);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<CommandRun> ExportAsync(string manifest, params string[] more) =>
        CommandRun.OfAsync(["export", "gbudget/fleet", "-f", Written("fleet.yaml", manifest), .. more]);

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
