using System.Text.Json.Nodes;
using KubeOpsPlanner.Cli.Export;

namespace KubeOpsPlanner.Cli.Tests.Export;

public sealed class PlanExportTests : IDisposable
{
    private const string Plans = """
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: PoolPlan
        metadata: {name: chat, namespace: inference, resourceVersion: "7"}
        spec:
          targetRef: {name: chat}
          sla: {ttftMs: 300, percentile: 95}
          plannerConfig: {control_api_port: 0, report_interval_hours: false}
        status: {phase: Planning}
        ---
        apiVersion: kubeopsplanner.io/v1alpha1
        kind: PoolPlan
        metadata: {name: code}
        spec: {targetRef: {name: code}, mode: agg}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-planner-export-").FullName;

    [Theory]
    [InlineData("chat", "chat")]
    [InlineData("pplan/chat", "chat")]
    [InlineData("PoolPlan/chat", "chat")]
    [InlineData("poolplans chat", "chat")]
    public void A_plan_is_named_as_kubectl_names_it(string words, string name) =>
        Assert.Equal(new ExportTarget("PoolPlan", name), ExportTarget.Of(words.Split(' ')));

    [Fact]
    public async Task A_plan_is_printed_as_a_PlannerConfig_and_what_that_cannot_say_is_said_besides()
    {
        var run = await ExportAsync("chat");

        Assert.Equal(ExitCode.Ok, run.Code);
        var config = JsonNode.Parse(run.Output)!;
        Assert.Equal(300, config["ttft_ms"]!.GetValue<double>());
        Assert.Equal("sla", config["optimization_target"]!.GetValue<string>());
        Assert.Equal(0, config["control_api_port"]!.GetValue<int>());
        Assert.True(config.AsObject().ContainsKey("report_interval_hours"));
        Assert.Null(config["report_interval_hours"]);
        Assert.Equal(
            [
                "warning: spec.predictor.type: is \"auto\", which PlannerConfig does not know: left out of load_predictor",
                "warning: spec.sla.percentile: is 95, for which PlannerConfig has no field: left out",
            ],
            run.ErrorLines);
    }

    [Fact]
    public async Task A_plan_is_printed_as_people_wrote_it()
    {
        var run = await ExportAsync("chat", "-o", "yaml");

        Assert.DoesNotContain("resourceVersion", run.Output);
        Assert.DoesNotContain("status", run.Output);
        Assert.Contains("percentile: 95", run.Output);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task A_table_shows_which_field_is_which()
    {
        var run = await ExportAsync("code", "-o", "table");

        Assert.Matches(@"mode +""agg"" +spec\.mode", run.Output);
        Assert.Matches(@"throughput_adjustment_interval_seconds +180 +spec\.throughputScaling\.intervalSeconds", run.Output);
    }

    [Theory]
    [InlineData("", "holds 2 plans and budgets: name one of pplan/chat, pplan/code")]
    [InlineData("other", "holds no PoolPlan \"other\"")]
    public async Task Which_plan_must_be_clear(string name, string error)
    {
        var run = await ExportAsync(name);

        Assert.Equal(ExitCode.BadUsage, run.Code);
        Assert.Contains(error, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task A_plan_that_admission_would_refuse_is_located()
    {
        var path = Path.Combine(_folder, "bad.yaml");
        await File.WriteAllTextAsync(path, Plans.Replace("ttftMs: 300", "ttftMs: -1", StringComparison.Ordinal));

        var run = await CommandRun.OfAsync("export", "chat", "-f", path);

        Assert.Equal([$"error: {path}:6: spec.sla.ttftMs: must be greater than 0, was -1"], run.ErrorLines);
    }

    [Fact]
    public async Task Import_reads_an_export_back()
    {
        var config = Path.Combine(_folder, "planner_config.json");
        await File.WriteAllTextAsync(config, (await ExportAsync("code")).Output);

        var run = await CommandRun.OfAsync("import", config, "--graph", "code", "-o", "planner-config");

        Assert.Equal(ExitCode.Ok, run.Code);
        var (exported, again) = (JsonNode.Parse(await File.ReadAllTextAsync(config))!.AsObject(), JsonNode.Parse(run.Output)!.AsObject());
        Assert.All(exported, field => Assert.True(JsonNode.DeepEquals(field.Value, again[field.Key]), field.Key));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<CommandRun> ExportAsync(string name, params string[] more)
    {
        var path = Path.Combine(_folder, "plans.yaml");
        await File.WriteAllTextAsync(path, Plans);
        return await CommandRun.OfAsync(["export", .. name.Length > 0 ? new[] { name } : [], "-f", path, .. more]);
    }
}
