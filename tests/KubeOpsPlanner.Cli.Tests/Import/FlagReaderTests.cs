using KubeOpsPlanner.Cli.Import.Components;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;
using KubeOpsPlanner.Entities.PlannerConfigs.Reading;

namespace KubeOpsPlanner.Cli.Tests.Import;

public sealed class FlagReaderTests
{
    [Theory]
    [InlineData("--ttft 200", "--ttft=200")]
    [InlineData("--ttft=200 --itl=20", "--ttft=200|--itl=20")]
    [InlineData("--max-gpu-budget -1", "--max-gpu-budget=-1")]
    [InlineData("--no-operation --ttft 5", "--no-operation=true|--ttft=5")]
    [InlineData("--no-operation false", "--no-operation=false")]
    [InlineData("--no-correction", "--no-correction=true")]
    [InlineData("--enable-loadbased-scaling --disable-throughput-scaling", "--enable-loadbased-scaling=true|--enable-throughput-scaling=false")]
    [InlineData("--no-enable-load-scaling", "--enable-load-scaling=false")]
    [InlineData("--no-advisory", "--advisory=false")]
    [InlineData("--planner-min-endpoint 2", "--planner-min-endpoint=2")]
    [InlineData("--planner.min-endpoint 2", "--planner.min-endpoint=2")]
    public void Flags_of_the_planner_are_settings(string words, string settings) =>
        Assert.Equal(settings, Read(PlannerConfigSchema.Instance, words));

    [Theory]
    [InlineData("--managed-namespaces a b --max-total-gpus 8", "--managed-namespaces=[\"a\",\"b\"]|--max-total-gpus=8")]
    [InlineData("--managed-namespaces=a,b", "--managed-namespaces=[\"a\",\"b\"]")]
    [InlineData("--managed-namespaces", "--managed-namespaces=[]")]
    [InlineData("--no-operation", "--no-operation=true")]
    public void Flags_of_the_global_planner_are_settings(string words, string settings) =>
        Assert.Equal(settings, Read(GlobalPlannerSchema.Instance, words));

    [Theory]
    [InlineData("--config {}", "{}")]
    [InlineData("--config=/a/b", "/a/b")]
    [InlineData("--ttft 5", null)]
    public void A_configuration_is_set_apart(string words, string? config)
    {
        FlagReader.Read(PlannerConfigSchema.Instance, Words(words), [], out var found);

        Assert.Equal(config, found?.Text);
    }

    [Theory]
    [InlineData("--ttft", "--ttft has no value: it must be a number above 0")]
    [InlineData("--ttft --itl 5", "--ttft has no value: it must be a number above 0")]
    [InlineData("--config", "--config has no value")]
    [InlineData("-v", "\"-v\" is no flag of the PlannerConfig")]
    [InlineData("run", "\"run\" is no flag of the PlannerConfig")]
    public void What_is_no_flag_is_an_error(string words, string error)
    {
        var findings = new List<ConfigFinding>();

        FlagReader.Read(PlannerConfigSchema.Instance, Words(words), findings, out _);

        Assert.Equal([error], findings.Select(finding => finding.Message));
    }

    private static string Read(ConfigSchema schema, string words)
    {
        var findings = new List<ConfigFinding>();
        var settings = FlagReader.Read(schema, Words(words), findings, out _);
        Assert.Empty(findings);
        return string.Join('|', settings.Select(setting =>
            $"{setting.Name}={(setting.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String ? setting.Value.GetValue<string>() : setting.Value.ToJsonString())}"));
    }

    private static List<CommandWord> Words(string words) => [.. words.Split(' ').Select((word, index) => new CommandWord(word, $"args[{index}]"))];
}
