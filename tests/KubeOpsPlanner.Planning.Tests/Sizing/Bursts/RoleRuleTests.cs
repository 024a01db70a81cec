using KubeOpsPlanner.Planning.Sizing.Bursts;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Bursts;

/// <summary>One replica carries one request a second; nine of ten requests shall wait at most two seconds.</summary>
public sealed class RoleRuleTests
{
    private const double Allowed = 0.1;

    private static RateService Service => new(requestsPerSecond: 1, spreadSeconds: 0, allowedWaitSeconds: 2);

    [Fact]
    public void Rare_bursts_are_chased_where_replicas_start_at_once_and_provided_for_where_they_take_minutes()
    {
        var tape = Bursts(every: 60, length: 12, rate: 8);
        Assert.NotNull(Learn(tape, startSeconds: 0).Rule.HoldSeconds);
        Assert.Equal(new HoldRule(8, null), Learn(tape, startSeconds: 300).Rule);
    }

    [Fact]
    public void A_steady_rate_needs_what_carries_it_however_long_a_start_takes()
    {
        foreach (var start in new double[] { 0, 60, 600 })
        {
            var rule = Learn(Bursts(every: 1, length: 1, rate: 4), start);
            Assert.InRange(rule.Wanted(Bursts(every: 1, length: 1, rate: 4)), 4, 5);
        }
    }

    [Fact]
    public void A_rule_stays_while_it_serves_and_no_other_saves_a_tenth()
    {
        var (rule, random, changes) = (Learn(Noisy(new Random(7)), 120), new Random(8), 0);
        for (var turn = 0; turn < 50; turn++)
        {
            var next = RoleRule.Renew(rule, Noisy(random), Service, 120, Allowed, floor: 1, fallbackHoldSeconds: 300);
            changes += next.Rule == rule.Rule ? 0 : 1;
            rule = next;
        }

        Assert.InRange(changes, 0, 2);
    }

    [Fact]
    public void Before_a_start_or_the_traffic_is_known_what_a_burst_needs_is_kept_for_the_stabilisation_window()
    {
        var unmeasured = RoleRule.Renew(null, Bursts(60, 12, 8), Service, startSeconds: null, Allowed, floor: 2, fallbackHoldSeconds: 300);
        Assert.Equal((new HoldRule(2, 300), false), (unmeasured.Rule, unmeasured.IsLearned));
        var unseen = RoleRule.Renew(null, DemandTape.Empty.Append(new TrafficLook(5, 5)), Service, 60, Allowed, floor: 1, fallbackHoldSeconds: 300);
        Assert.Equal((new HoldRule(1, 300), false), (unseen.Rule, unseen.IsLearned));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(300)]
    public void More_replicas_are_never_later(double startSeconds)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var rehearsal = new Rehearsal(Noisy(new Random(seed)), Service, startSeconds);
            var late = Enumerable.Range(1, 8).Select(always => rehearsal.Play(new HoldRule(always, null)).LateShare).ToList();
            Assert.Equal(late.OrderDescending(), late);
        }
    }

    [Fact]
    public void Learned_rules_would_have_kept_the_target()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            foreach (var start in new double[] { 0, 60, 300 })
            {
                var tape = Noisy(new Random(seed));
                var rule = Learn(tape, start);
                Assert.InRange(new Rehearsal(tape, Service, start).Play(rule.Rule).LateShare, 0, Allowed);
            }
        }
    }

    [Fact]
    public void A_play_that_is_given_up_is_one_that_is_too_late()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var rehearsal = new Rehearsal(Noisy(new Random(seed)), Service, 45);
            foreach (var rule in new[] { new HoldRule(3, null), new HoldRule(4, null), new HoldRule(1, 60), new HoldRule(3, 120) })
            {
                var whole = rehearsal.Play(rule);
                var cut = rehearsal.Play(rule.Always, rehearsal.Chase(rule.HoldSeconds), Allowed);
                Assert.Equal(whole.LateShare <= Allowed ? whole : null, cut);
            }
        }
    }

    [Fact]
    public void A_rule_that_fails_is_replaced_at_once_and_one_that_could_be_cheaper_within_a_round()
    {
        var (calm, rough) = (Bursts(every: 60, length: 12, rate: 2), Bursts(every: 60, length: 12, rate: 8));
        var learned = RoleRule.Renew(Learn(calm, 300), rough, Service, 300, Allowed, floor: 1, fallbackHoldSeconds: 300);
        Assert.Equal(Learn(rough, 300).Rule, learned.Rule);

        var rule = Learn(rough, 0) with { Rule = new HoldRule(9, null) };
        for (var turn = 0; turn <= BurstDefaults.Holds.Length; turn++)
            rule = RoleRule.Renew(rule, rough, Service, 0, Allowed, floor: 1, fallbackHoldSeconds: 300);
        var rehearsal = new Rehearsal(rough, Service, 0);
        Assert.InRange(rehearsal.Play(rule.Rule).Replicas, 0, rehearsal.Play(Learn(rough, 0).Rule).Replicas / (1 - BurstDefaults.Saving));
    }

    private static RoleRule Learn(DemandTape tape, double startSeconds) =>
        RoleRule.Renew(null, tape, Service, startSeconds, Allowed, floor: 1, fallbackHoldSeconds: 300);

    /// <summary>An hour; in looks of five seconds.</summary>
    private static DemandTape Bursts(int every, int length, double rate) =>
        new([.. Enumerable.Range(0, DemandTape.MostLooks).Select(look => look % every < length ? rate : 0)]);

    private static DemandTape Noisy(Random random) =>
        new([.. Enumerable.Range(0, DemandTape.MostLooks).Select(_ => 2 + (3 * random.NextDouble()))]);
}
