namespace KubeOpsPlanner.Cli.Tests.Import;

/// <summary>Files that cannot be imported: one line with file and place, exit code 2, nothing printed.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Graph = """
        apiVersion: nvidia.com/v1alpha1
        kind: DynamoGraphDeployment
        metadata: {name: chat, namespace: inference}
        spec:
          services:
            Planner:
              componentType: planner
              extraPodSpec:
                mainContainer:
                  command: [python3, -m, dynamo.planner]
                  args: ARGS
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-planner-import-").FullName;

    public static TheoryData<string, string, string> Rows => new()
    {
        { "truncated.json", """{"ttft_ms": 200,""", "truncated.json, line 1, column 16: Expected start of a property name or value, but instead reached end of data." },
        { "truncated.yaml", "ttft_ms: 200\nscheduling: {", "truncated.yaml, line 3" },
        { "unclosed.yaml", "model_name: \"Qwen\nttft_ms: 1", "unclosed.yaml, line" },
        { "tabs.yaml", "scheduling:\n\tgateway: 1", "tabs.yaml, line 1" },
        { "twice.json", "{\"ttft_ms\": 200,\n\"ttft_ms\": 300}", "twice.json, line 2: the name \"ttft_ms\" comes twice in one object" },
        { "twice.yaml", "ttft_ms: 200\nttft_ms: 300", "twice.yaml, line 2, column 1: the name \"ttft_ms\" comes twice in one map" },
        { "text.yaml", "hello", "text.yaml, line 1: is no configuration and no manifest, which are maps of names" },
        { "list.json", "[1, 2]", "list.json, line 1: is no configuration and no manifest, which are maps of names" },
        { "empty.yaml", "", "empty.yaml is empty: there is nothing to import" },
        { "comment.yaml", "# nothing\n---\n", "comment.yaml is empty: there is nothing to import" },
        { "deep.yaml", new string('[', 100_000), "deep.yaml, " },
        { "deep.json", "{\"a\":" + new string('[', 100_000), "deep.json, " },
        { "aliases.yaml", Aliases(), "aliases.yaml, line" },
        { "huge.json", """{"max_gpu_budget": 1e400}""", "huge.json:1: max_gpu_budget: must be a whole number, was 1e400" },
        { "huge.yaml", "max_gpu_budget: 999999999999999999999", "huge.yaml:1: max_gpu_budget: must be a whole number, was 1E+21" },
        { "octal.yaml", $"max_gpu_budget: 0{new string('7', 40)}", "octal.yaml:1: max_gpu_budget: must be a whole number, was " },
        { "wrong.yaml", "optimization_target: sla\nscheduling: fast", "wrong.yaml:2: scheduling: must be an object of scale_interval_seconds, " },
        { "unknown.yaml", "mode: agg\n\nttft_sm: 3", "unknown.yaml:3: ttft_sm: is not a field of PlannerConfig: did you mean ttft_ms?" },
        { "large.json", $$"""{"model_name": "{{new string('m', 3_000_000)}}"}""", "large.json:1: model_name: must be text of 1 to 512 characters, was \"mmm" },
        { "wide.json", $"{{{string.Join(',', Enumerable.Range(0, 1).Select(_ => $"\"{new string('x', 3_000_000)}\":1"))}}}", "wide.json:1: xxx" },
        { "pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}", "there is no planner in " },
        { "plan.yaml", "apiVersion: kubeopsplanner.io/v1alpha1\nkind: PoolPlan\nmetadata: {name: a}", "there is no planner in " },
        { "no-planner.yaml", "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: a}\nspec: {components: [{name: w, type: decode}]}", "there is no planner in " },
        { "misshapen.yaml", "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: [a]\nspec: {components: 7, services: {a: 1}}", "there is no planner in " },
        { "no-spec.yaml", "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: a}", "no-spec.yaml:1: spec: is missing" },
        { "request.yaml", "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: a}\nspec:\n  model: m\n  profilingConfig:\n    config:\n      planner:\n        plannerMinEndpoints: two",
            "request.yaml:9: spec.profilingConfig.config.planner.plannerMinEndpoints: is not a field of PlannerConfig: did you mean min_endpoint?" },
        { "flag.yaml", Graph.Replace("ARGS", "[--adjustment-intervall=60]"),
            "flag.yaml:11: spec.services.Planner.extraPodSpec.mainContainer.args[0] --adjustment-intervall: is not a field of PlannerConfig: did you mean adjustment_interval?" },
        { "value.yaml", Graph.Replace("ARGS", "[--ttft]"), "value.yaml:11: spec.services.Planner.extraPodSpec.mainContainer.args[0]: --ttft has no value: it must be a number above 0" },
        { "word.yaml", Graph.Replace("ARGS", "[--ttft, \"5\", run]"), "word.yaml:11: spec.services.Planner.extraPodSpec.mainContainer.args[2]: \"run\" is no flag of the PlannerConfig" },
        { "inline.yaml", Graph.Replace("ARGS", "[--config, '{\"ttft_ms\": }']"), "inline.yaml:11: spec.services.Planner.extraPodSpec.mainContainer.args[1] --config: is neither JSON nor YAML: line 1, column" },
        { "pod-file.yaml", Graph.Replace("ARGS", "[--config, /etc/planner.json]"),
            "pod-file.yaml:11: spec.services.Planner.extraPodSpec.mainContainer.args[1]: --config /etc/planner.json is a file of the old planner's pod: copy it out of there and import it instead" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_told_in_one_line(string file, string text, string error)
    {
        var run = await ImportAsync(file, text);

        Assert.Equal(ExitCode.BadUsage, run.Code);
        Assert.Empty(run.Output);
        var line = Assert.Single(run.ErrorLines);
        Assert.StartsWith($"error: {error}", line.Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        Assert.Contains(file, line);
        Assert.InRange(line.Length, 1, 600 + (2 * _folder.Length));
    }

    [Fact]
    public async Task Binary_input_is_no_text()
    {
        var path = Path.Combine(_folder, "binary");
        await File.WriteAllBytesAsync(path, [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 0xFF]);
        var zeros = Path.Combine(_folder, "zeros");
        await File.WriteAllBytesAsync(zeros, new byte[1000]);

        Assert.Equal([$"error: {path} is no text in UTF-8: give YAML or JSON"], (await CommandRun.OfAsync("import", path)).ErrorLines);
        Assert.Equal([$"error: {zeros} is no text: give YAML or JSON"], (await CommandRun.OfAsync("import", zeros)).ErrorLines);
    }

    [Fact]
    public async Task A_folder_cannot_be_read()
    {
        var run = await CommandRun.OfAsync("import", _folder);

        Assert.Equal(ExitCode.BadUsage, run.Code);
        Assert.StartsWith($"error: {_folder} cannot be read: ", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task A_ConfigMap_that_is_missing_is_asked_for_with_the_command_that_gets_it()
    {
        var run = await ImportAsync("dgd.yaml", Graph.Replace("ARGS", """
            [--config, /c/planner_config.json]
                      volumeMounts: [{name: c, mountPath: /c}]
                    volumes: [{name: c, configMap: {name: planner-config-ab12}}]
            """, StringComparison.Ordinal));

        Assert.Contains(
            "is the key planner_config.json of ConfigMap planner-config-ab12: import both together, kubectl get configmap planner-config-ab12 -o yaml > config.yaml",
            Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Several_errors_are_told_together()
    {
        var run = await ImportAsync("two.yaml", "mode: agg\nttft_sm: 3\nmax_gpu_budget: many\n");

        Assert.Equal(2, run.ErrorLines.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Each line repeats the one before ten times.</summary>
    private static string Aliases() => "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12)
        .Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));

    private async Task<CommandRun> ImportAsync(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        await File.WriteAllTextAsync(path, text);
        return await CommandRun.OfAsync("import", path);
    }
}
