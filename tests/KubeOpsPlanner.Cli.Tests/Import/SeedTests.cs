using System.Text.RegularExpressions;
using KubeOpsPlanner.Cli.Import.Components;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Cli.Tests.Import;

/// <summary>The planner's own documents, where they are at hand: every flag, variable and snippet in them imports.</summary>
public sealed partial class SeedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-planner-seeds-").FullName;

    [SkippableFact]
    public void Every_flag_of_the_reference_imports_and_its_default_is_ours()
    {
        var flags = FlagRow().Matches(Seed("003_e831c91e76d8f572.txt")).Select(row => (Flag: row.Groups[1].Value, Default: row.Groups[2].Value)).ToList();
        Assert.True(flags.Count >= 16, $"only {flags.Count} flags were found");

        var words = flags.Where(flag => !flag.Default.StartsWith('$') && flag.Flag != "--namespace")
            .SelectMany(flag => new[] { new CommandWord(flag.Flag, flag.Flag), new CommandWord(flag.Default, flag.Flag) });
        var findings = new List<ConfigFinding>();
        var settings = FlagReader.Read(PlannerConfigSchema.Instance, [.. words], findings, out _);
        var plan = PlannerConfigImport.Convert(settings, new PlanSurroundings { Graph = "chat", Namespace = "inference", ProfileConfigMap = "p" });

        Assert.DoesNotContain(findings.Concat(plan.Findings), finding => finding.IsError);
        Assert.Equal(
            new PoolPlanSpec
            {
                TargetRef = plan.Spec!.TargetRef,
                Profile = plan.Spec.Profile,
                Engine = new EngineSpec { PrefillGpus = 1, DecodeGpus = 1 },
                Predictor = new PredictorSpec { Type = PredictorType.Arima },
                Correction = Correction.Factors,
                PlannerConfig = plan.Spec.PlannerConfig,
            },
            plan.Spec);
    }

    [SkippableFact]
    public void Every_variable_of_the_reference_is_read()
    {
        var variables = VariableRow().Matches(Seed("003_e831c91e76d8f572.txt")).Select(row => row.Groups[1].Value).ToList();
        Assert.Contains("PROMETHEUS_ENDPOINT", variables);

        var read = PlannerConfigSchema.Instance.Fields.Select(field => field.Variable).Append("DYN_PARENT_DGD_K8S_NAME");
        Assert.Empty(variables.Except(read));
    }

    [SkippableFact]
    public async Task The_snippets_of_the_guide_import()
    {
        var guide = Seed("002_b560f8284f46c73c.txt");
        var planner = Block(guide, "profilingConfig:\n  config:\n    planner:");
        var sla = Block(guide, "sla:\n  isl:");
        var sweep = Block(guide, "sweep:\n  useAiConfigurator: true");
        var request = $"""
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeploymentRequest
            metadata: {"{"}name: sla-aic, namespace: inference{"}"}
            spec:
              model: Qwen/Qwen3-32B
              backend: vllm
            {Indent(planner, 2)}
            {Indent(sla, 6)}
            {Indent(sweep, 6)}
            """;

        var run = await ImportAsync("dgdr.yaml", request);

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("minEndpoint: 2", run.Output);
        Assert.Contains("ttftMs: 200", run.Output);
    }

    [SkippableFact]
    public async Task The_virtual_configuration_of_the_guide_asks_for_what_it_lacks()
    {
        var run = await ImportAsync("planner.yaml", Block(Seed("002_b560f8284f46c73c.txt"), "environment: \"virtual\""));

        Assert.Equal(ExitCode.BadUsage, run.Code);
        Assert.All(run.ErrorLines, line => Assert.Contains("_engine_num_gpu: is required with environment virtual", line));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Seed(string file) => File.ReadAllText(SharedData.Require("..", "reference", "seeds", file));

    /// <summary>The lines from a beginning to the next empty one.</summary>
    private static string Block(string text, string beginning)
    {
        var start = text.IndexOf(beginning, StringComparison.Ordinal);
        Assert.True(start >= 0, $"there is no \"{beginning}\"");
        var end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        return text[start..end];
    }

    private static string Indent(string text, int spaces) => string.Join('\n', text.Split('\n').Select(line => new string(' ', spaces) + line));

    private async Task<CommandRun> ImportAsync(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        await File.WriteAllTextAsync(path, text);
        return await CommandRun.OfAsync("import", path);
    }

    [GeneratedRegex(@"^\| `(--[a-z-]+)` \| `([^`]*)`", RegexOptions.Multiline)]
    private static partial Regex FlagRow();

    [GeneratedRegex(@"^\| `([A-Z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex VariableRow();
}
