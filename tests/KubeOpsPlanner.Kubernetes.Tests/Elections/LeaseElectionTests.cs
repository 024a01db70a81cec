using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Kubernetes.Elections;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Elections;

public sealed class LeaseElectionTests
{
    private static readonly ObjectKey Key = new("system", "planner");

    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly ListLogger _log = new();
    private readonly LeaseElection _first;
    private readonly LeaseElection _second;

    public LeaseElectionTests()
    {
        _first = Candidate("first");
        _second = Candidate("second");
    }

    [Fact]
    public async Task The_first_takes_the_lease_and_the_second_waits_while_it_is_renewed()
    {
        for (var seconds = 0; seconds < 60; seconds += 2)
        {
            await _first.StepAsync(CancellationToken.None);
            await _second.StepAsync(CancellationToken.None);
            Assert.Equal((true, false), (_first.IsLeader, _second.IsLeader));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(0, Spec()["leaseTransitions"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_silent_holder_stops_before_its_successor_starts()
    {
        await _first.StepAsync(CancellationToken.None);
        await _second.StepAsync(CancellationToken.None);
        var holders = new List<string>();

        for (var seconds = 1; seconds <= 16; seconds++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _second.StepAsync(CancellationToken.None);
            Assert.False(_first.IsLeader && _second.IsLeader);
            holders.Add(_first.IsLeader ? "first" : _second.IsLeader ? "second" : "nobody");
        }

        Assert.Equal([("first", 9), ("nobody", 5), ("second", 2)], holders.GroupBy(holder => holder).Select(group => (group.Key, group.Count())));
        Assert.Equal(1, Spec()["leaseTransitions"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_holder_that_cannot_reach_the_server_gives_up_by_its_own_clock()
    {
        await _first.StepAsync(CancellationToken.None);
        _cluster.IsUnreachable = true;

        _time.Advance(TimeSpan.FromSeconds(9.9));
        await _first.StepAsync(CancellationToken.None);
        Assert.True(_first.Owns(default));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(_first.Owns(default));
    }

    [Fact]
    public async Task A_loss_is_logged_though_it_came_between_two_attempts_and_an_outage_is_told_ever_more_rarely()
    {
        await _first.StepAsync(CancellationToken.None);
        _cluster.IsUnreachable = true;
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            await _first.StepAsync(CancellationToken.None);
        }

        _cluster.IsUnreachable = false;
        await _first.StepAsync(CancellationToken.None);

        Assert.Equal(
            ["first holds lease system/planner", "first no longer holds lease system/planner", "first holds lease system/planner"],
            _log.Lines.Where(line => line.StartsWith("Information: ", StringComparison.Ordinal)).Select(line => line["Information: ".Length..]));
        Assert.Equal(4, _log.Lines.Count(line => line.Contains("could not be renewed")));
    }

    [Fact]
    public async Task A_term_that_lapsed_while_it_was_being_renewed_is_announced_as_a_new_one()
    {
        await _first.StepAsync(CancellationToken.None);
        var gained = 0;
        _first.Gained += () => gained++;
        _time.Advance(TimeSpan.FromSeconds(9));
        _cluster.BeforeReplace = () => _time.Advance(TimeSpan.FromSeconds(2));

        await _first.StepAsync(CancellationToken.None);

        Assert.Equal((true, 1), (_first.IsLeader, gained));
    }

    [Fact]
    public async Task A_released_lease_is_taken_at_the_next_look()
    {
        await _first.StepAsync(CancellationToken.None);
        await _second.StepAsync(CancellationToken.None);
        var gained = 0;
        _second.Gained += () => gained++;

        await _first.ReleaseAsync(CancellationToken.None);
        Assert.False(_first.IsLeader);
        Assert.Equal("", Spec()["holderIdentity"]!.GetValue<string>());
        await _second.StepAsync(CancellationToken.None);

        Assert.True(_second.IsLeader);
        Assert.Equal(1, gained);
    }

    [Fact]
    public async Task Who_does_not_hold_the_lease_cannot_release_it()
    {
        await _first.StepAsync(CancellationToken.None);
        await _second.ReleaseAsync(CancellationToken.None);

        Assert.Equal("first", Spec()["holderIdentity"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_two_that_take_at_once_one_wins()
    {
        _cluster.BeforeCreate = async () =>
        {
            _cluster.BeforeCreate = null;
            await _second.StepAsync(CancellationToken.None);
        };

        await _first.StepAsync(CancellationToken.None);

        Assert.Equal((false, true), (_first.IsLeader, _second.IsLeader));
    }

    [Fact]
    public void Times_have_the_six_decimals_that_MicroTime_demands() =>
        Assert.Equal("2026-01-01T00:00:00.000000Z", Lease.MicroTime(_time.GetUtcNow()));

    private JsonNode Spec() => _cluster.Find(Lease.Api, Key)!["spec"]!;

    private LeaseElection Candidate(string identity) =>
        new(_cluster, Key, identity, ElectionTimings.Default, _time, _log);
}
