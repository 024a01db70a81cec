using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Tests.Statuses;

public sealed class ConditionSetTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Then.AddMinutes(7).AddMilliseconds(250);

    private static readonly Condition[] Stored = [new() { Type = "Ready", Status = "True", Reason = "Old", LastTransitionTime = Then }];

    [Fact]
    public void A_condition_keeps_its_transition_time_while_its_status_stays()
    {
        var ready = Assert.Single(new ConditionSet(Stored, 3, Now).True("Ready", "New").All);
        Assert.Equal((Then, "New", 3L), (ready.LastTransitionTime, ready.Reason, ready.ObservedGeneration));
    }

    [Fact]
    public void A_condition_that_turns_gets_the_present_second() =>
        Assert.Equal(Then.AddMinutes(7), new ConditionSet(Stored, 3, Now).False("Ready", "Broken", "it broke").All[0].LastTransitionTime);
}
