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

    public static TheoryData<string, string> Missing => new()
    {
        { "graph", "TargetNotFound: there is no DynamoGraphDeployment inference/chat" },
        { "virtual", "EnvironmentNotAvailable: environment virtual is not served" },
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
            "virtual" => PlanFixture.With(spec => spec with { Environment = PlanEnvironment.Virtual }),
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
}
