using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PlannerConfigs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.PlannerConfigs;

public sealed class RoundTripTests
{
    [Fact]
    public void No_field_of_any_configuration_is_lost_on_the_way_there_and_back()
    {
        for (var number = 0; number < 1000; number++)
        {
            var config = new RandomConfig(number).Next();
            var plan = Imports.Of(config);
            Assert.True(plan.Spec is not null, $"configuration {number} is refused: {string.Join("; ", Imports.Errors(plan))}");

            var exported = PlannerConfigExport.Convert(plan.Spec);

            Assert.Empty(exported.Findings);
            foreach (var (name, value) in config)
            {
                Assert.True(
                    exported.Config.ContainsKey(name) == IsSaid(name, value) && (!IsSaid(name, value) || JsonNode.DeepEquals(value, exported.Config[name])),
                    $"configuration {number}: {name} was {value?.ToJsonString() ?? "null"} and came back as {exported.Config[name]?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void What_was_exported_imports_to_the_same_plan()
    {
        for (var number = 0; number < 200; number++)
        {
            var plan = Imports.Of(new RandomConfig(number).Next()).Spec!;

            var again = Imports.Of(PlannerConfigExport.Convert(plan).Config);

            Assert.Equal(Json(plan), Json(again.Spec!));
        }
    }

    [Fact]
    public void A_plan_that_only_names_its_budget_exports_to_a_configuration_that_imports()
    {
        var plan = new PoolPlanSpec
        {
            TargetRef = new NameReference { Name = "chat" },
            Environment = PlanEnvironment.GlobalPlanner,
            BudgetRef = new NameReference { Name = "fleet" },
        };

        var exported = PlannerConfigExport.Convert(plan);

        Assert.Equal("fleet", (string?)exported.Config["global_planner_namespace"]);
        Assert.Contains(exported.Findings, finding => finding is { Path: "spec.globalPlannerNamespace", IsError: false });
        Assert.Equal("fleet", Imports.Of(exported.Config).Spec?.BudgetRef?.Name);
    }

    [Fact]
    public void Every_imported_plan_is_one_that_admission_takes()
    {
        for (var number = 0; number < 200; number++)
        {
            var plan = Imports.Of(new RandomConfig(number).Next()).Spec!;
            var manifest = JsonSerializer.SerializeToElement(new JsonObject { ["spec"] = JsonNode.Parse(Json(plan)) });

            Assert.Empty(EntityValidation.Validate("PoolPlan", manifest));
        }
    }

    [Fact]
    public void What_upstream_has_no_name_for_is_said_and_not_written()
    {
        var plan = new PoolPlanSpec
        {
            TargetRef = new NameReference { Name = "chat" },
            Sla = new LatencyTargets { TtftMs = 300, Percentile = 95 },
            Predictor = new PredictorSpec { Type = PredictorType.Ets, SeasonalPeriod = 24 },
            Metrics = new MetricsSpec { Endpoint = "http://chat-frontend:8000/metrics" },
        };

        var exported = PlannerConfigExport.Convert(plan);

        Assert.Equal(
            [
                "spec.predictor.type: is \"ets\", which PlannerConfig does not know: left out of load_predictor",
                "spec.sla.percentile: is 95, for which PlannerConfig has no field: left out",
                "spec.predictor.seasonalPeriod: is 24, for which PlannerConfig has no field: left out",
                "spec.metrics.endpoint: is \"http://chat-frontend:8000/metrics\", for which PlannerConfig has no field: left out",
            ],
            exported.Findings.Select(finding => finding.ToString()));
        Assert.Equal(300, exported.Config["ttft_ms"]!.GetValue<double>());
        Assert.DoesNotContain("load_predictor", exported.Config.Select(member => member.Key));
    }

    [Fact]
    public void An_export_says_the_defaults_that_differ_between_upstreams_releases() =>
        Assert.Equal("sla", PlannerConfigExport.Convert(new PoolPlanSpec()).Config["optimization_target"]!.GetValue<string>());

    [Fact]
    public void Every_place_of_a_setting_is_a_field_of_the_plan()
    {
        var schema = Fields(typeof(PoolPlanSpec), "").ToHashSet(StringComparer.Ordinal);
        var missing = PlannerConfigSchema.Instance.Fields
            .SelectMany(field => field.Place.Paths)
            .Where(path => !path.StartsWith("plannerConfig.", StringComparison.Ordinal) && !schema.Contains(path));
        Assert.Empty(missing);
    }

    /// <summary>The first planner's fields are written where they say something only.</summary>
    private static bool IsSaid(string name, JsonNode? value) =>
        PlannerConfigSchema.Instance[name] is not { IsFirst: true, DefaultValue: { } usual } || !JsonNode.DeepEquals(usual, value);

    private static string Json(PoolPlanSpec plan) => JsonSerializer.Serialize(plan, KubernetesJson.Options);

    private static IEnumerable<string> Fields(Type type, string prefix) => type.GetProperties().SelectMany(property =>
    {
        var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return property.PropertyType.Namespace?.StartsWith("KubeOpsPlanner", StringComparison.Ordinal) == true && property.PropertyType.IsClass
            ? Fields(property.PropertyType, $"{path}.")
            : [path];
    });
}
