using System.Text.Json;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;

namespace KubeOpsPlanner.Operator.Tests.Controllers.PoolPlans;

public sealed class PlanAssessmentTests
{
    [Fact]
    public void With_everything_there_roles_and_profile_are_found()
    {
        var assessment = PlanAssessment.Of(PlanFixture.Facts);
        Assert.Equal(("prefill", "decode"), (assessment.Roles!.Prefill!.Name, assessment.Roles.Decode!.Name));
        Assert.NotNull(assessment.Profile);
        Assert.True(assessment is { Target.IsGood: true, ProfileLoaded.IsGood: true });
    }

    [Fact]
    public void A_NumPy_archive_is_looked_for_in_the_binary_data()
    {
        var map = ConfigMap.Read(JsonDocument.Parse(
            """{"metadata": {"name": "profile", "namespace": "inference"}, "binaryData": {"prefill_raw_data.npz": "UEsDBA=="}}""").RootElement);
        var assessment = PlanAssessment.Of(PlanFixture.Facts with { Profile = map });
        Assert.StartsWith("prefill_raw_data.npz: is not a NumPy archive that can be read", assessment.ProfileLoaded.Message);
    }

    public static TheoryData<string, string> Missing => new()
    {
        { "graph", "TargetNotFound: there is no DynamoGraphDeployment inference/chat" },
        { "aggregated pool", "PoolNotAggregated: graph inference/chat has the prefill component prefill, so decode does not do both: set spec.mode to disagg" },
        { "profile reference", "ProfileNotNamed: spec.profile.configMapRef is not set" },
        { "profile", "ProfileNotFound: there is no ConfigMap inference/profile" },
        { "profile data", "ProfileBroken: " },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void What_is_missing_is_named_with_its_remedy(string what, string says)
    {
        var facts = what switch
        {
            "graph" => PlanFixture.Facts with { Target = null },
            "aggregated pool" => PlanFixture.With(spec => spec with { Mode = PlanMode.Agg }),
            "profile reference" => PlanFixture.With(spec => spec with { Profile = new ProfileSource() }),
            "profile" => PlanFixture.Facts with { Profile = null },
            _ => PlanFixture.Facts with
            {
                Profile = PlanFixture.Facts.Profile! with { Data = new Dictionary<string, string> { ["decode_raw_data.json"] = "{" } },
            },
        };
        var assessment = PlanAssessment.Of(facts);
        var finding = assessment.Target.IsGood ? assessment.ProfileLoaded : assessment.Target;
        Assert.False(finding.IsGood);
        Assert.StartsWith(says, $"{finding.Reason}: {finding.Message}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_read_once_for_all_plans_and_again_when_it_changes()
    {
        var first = PlanAssessment.Of(PlanFixture.Facts).Profile;
        var other = PlanFixture.Facts with { Plan = PlanFixture.Facts.Plan with { Metadata = PlanFixture.Facts.Plan.Metadata with { Name = "code" } } };
        Assert.Same(first, PlanAssessment.Of(other).Profile);
        Assert.NotSame(first, PlanAssessment.Of(PlanFixture.Facts with { Profile = PlanFixture.Facts.Profile! with { } }).Profile);
    }
}
