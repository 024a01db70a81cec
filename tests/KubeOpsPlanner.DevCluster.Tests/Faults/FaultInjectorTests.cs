using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Faults;
using KubeOpsPlanner.DevCluster.Tests.Core;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.DevCluster.Tests.Faults;

/// <summary>Faults in the core's terms: no socket, no clock but the one in hand.</summary>
public sealed class FaultInjectorTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly ManualTimeProvider _time = new();
    private readonly TestCluster _cluster = new();
    private readonly FaultInjector _faults;

    public FaultInjectorTests()
    {
        _faults = new FaultInjector(_time);
        _cluster.Post(Maps, Map("a")).Is(201);
    }

    [Theory]
    [InlineData(FaultEffect.Conflict, 409, "Conflict", "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again")]
    [InlineData(FaultEffect.Throttle, 429, "TooManyRequests", "Too many requests, please try again later.")]
    [InlineData(FaultEffect.Error, 500, "InternalError", "Internal error occurred (fault \"f\")")]
    public void A_refused_write_has_no_effect(FaultEffect effect, int code, string reason, string message)
    {
        Add(new FaultRule { Name = "f", Effect = effect, Count = 1 });

        var refused = Assert.IsType<ApiResponse>(Send("PATCH", $"{Maps}/a", """{"data":{"x":"1"}}"""));

        Assert.Equal((code, reason, message), (refused.Code, (string?)refused.Body["reason"], (string?)refused.Body["message"]));
        Assert.Equal("", Stored("data.x"));
        Assert.Equal(200, Assert.IsType<ApiResponse>(Send("PATCH", $"{Maps}/a", """{"data":{"x":"1"}}""")).Code);
    }

    [Fact]
    public void A_lost_request_has_no_effect_and_a_lost_answer_has()
    {
        Add(new FaultRule { Name = "one", Effect = FaultEffect.LoseRequest, Count = 1 });
        Add(new FaultRule { Name = "two", Effect = FaultEffect.LoseAnswer, Count = 1, Delay = TimeSpan.FromSeconds(3) });

        Assert.Equal(new LostAnswer(TimeSpan.Zero, TookEffect: false), Send("PATCH", $"{Maps}/a", """{"data":{"x":"1"}}"""));
        Assert.Equal("", Stored("data.x"));
        Assert.Equal(new LostAnswer(TimeSpan.FromSeconds(3), TookEffect: true), Send("PATCH", $"{Maps}/a", """{"data":{"x":"2"}}"""));
        Assert.Equal("2", Stored("data.x"));
    }

    [Fact]
    public void A_slow_write_is_made_when_it_is_resumed()
    {
        Add(new FaultRule { Name = "f", Effect = FaultEffect.Slow, Delay = TimeSpan.FromSeconds(5) });

        var delayed = Assert.IsType<DelayedAnswer>(Send("PATCH", $"{Maps}/a", """{"data":{"x":"1"}}"""));
        Assert.Equal((TimeSpan.FromSeconds(5), ""), (delayed.By, Stored("data.x")));
        Assert.Equal(200, Assert.IsType<ApiResponse>(delayed.Resume(_time.GetUtcNow())).Code);
        Assert.Equal("1", Stored("data.x"));
    }

    [Theory]
    [InlineData("resourceVersion=0", false, "a,b")]
    [InlineData("", false, "a,b,c")]
    [InlineData("", true, "a,b")]
    [InlineData("resourceVersion=NEWEST&resourceVersionMatch=NotOlderThan", true, "a,b,c")]
    public void A_stale_list_shows_the_state_in_which_the_rule_was_added(string query, bool alsoConsistentReads, string names)
    {
        _cluster.Post(Maps, Map("b")).Is(201);
        var version = _cluster.Core.ResourceVersion;
        Add(new FaultRule { Name = "f", Effect = FaultEffect.StaleList, AlsoConsistentReads = alsoConsistentReads });
        _cluster.Post(Maps, Map("c")).Is(201);
        _cluster.Merge($"{Maps}/b", """{"data":{"x":"1"}}""").Is(200);
        _cluster.Delete($"{Maps}/a").Is(200);
        _cluster.Post(Maps, Map("a")).Is(201);

        var list = Assert.IsType<ApiResponse>(Send("GET", $"{Maps}?{query.Replace("NEWEST", $"{_cluster.Core.ResourceVersion}")}")).Body;

        var items = list["items"]!.AsArray().Select(item => item!).ToList();
        Assert.Equal(names, string.Join(',', items.Select(item => (string)item["metadata"]!["name"]!)));
        if (names == "a,b")
        {
            Assert.Equal($"{version}", (string?)list["metadata"]!["resourceVersion"]);
            Assert.All(items, item => Assert.True(long.Parse((string)item["metadata"]!["resourceVersion"]!) <= version && item["data"] is null));
        }
    }

    [Fact]
    public async Task A_rule_breaks_open_watches_and_those_that_are_opened_while_it_lasts()
    {
        var open = Watch();
        var next = open.NextAsync(CancellationToken.None);
        Add(new FaultRule { Name = "f", Effect = FaultEffect.DropWatch, AfterEvents = 1, Count = 2 });
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await next);

        var second = Watch();
        _cluster.Post(Maps, Map("b")).Is(201);
        Assert.Equal("b", Name(await second.NextAsync(CancellationToken.None)));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await second.NextAsync(CancellationToken.None));

        var third = Watch();
        _cluster.Post(Maps, Map("c")).Is(201);
        _cluster.Post(Maps, Map("d")).Is(201);
        Assert.Equal(["c", "d"], [Name(await third.NextAsync(CancellationToken.None)), Name(await third.NextAsync(CancellationToken.None))]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stalled_watch_says_nothing_until_the_rule_ends_and_then_misses_nothing(bool isRemoved)
    {
        var open = Watch();
        Add(new FaultRule { Name = "f", Effect = FaultEffect.StallWatch, Lasting = isRemoved ? null : TimeSpan.FromSeconds(30) });
        var first = open.NextAsync(CancellationToken.None).AsTask();
        _cluster.Post(Maps, Map("b")).Is(201);
        _cluster.Post(Maps, Map("c")).Is(201);
        await Eventually.True(() => isRemoved || _time.PendingTimers > 0, "the watch waits for the end of the rule");
        Assert.False(first.IsCompleted);

        if (isRemoved)
            _faults.Rules.Remove("f");
        else
            _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("b", Name(await first.InTime()));
        Assert.Equal("c", Name(await open.NextAsync(CancellationToken.None)));
    }

    [Fact]
    public void A_campaign_replays()
    {
        static string Run()
        {
            var campaign = new FaultInjectorTests();
            campaign.Add(new FaultRule { Name = "a", Effect = FaultEffect.Conflict, Probability = 0.3, Seed = 1 });
            campaign.Add(new FaultRule { Name = "b", Effect = FaultEffect.LoseAnswer, Probability = 0.3, Seed = 2 });
            var told = Enumerable.Range(0, 40).Select(i => campaign.Send("PATCH", $"{Maps}/a", $$$"""{"data":{"x":"{{{i}}}"}}""") switch
            {
                ApiResponse response => $"{response.Code}",
                LostAnswer lost => $"lost {lost.TookEffect}",
                var other => other.GetType().Name,
            });
            return string.Join(' ', told) + campaign._cluster.Get(Maps).Body.ToJsonString();
        }

        Assert.Equal(Run(), Run());
        Assert.Contains("409", Run(), StringComparison.Ordinal);
        Assert.Contains("lost True", Run(), StringComparison.Ordinal);
    }

    private static string Map(string name) => $$$"""{"metadata":{"name":"{{{name}}}"}}""";

    private static string Name(WatchEvent? change) => (string)change!.Object["metadata"]!["name"]!;

    private void Add(FaultRule rule) => _faults.Add(rule, _cluster.Core.ResourceVersion, _time.GetUtcNow());

    private string Stored(string path) => _cluster.Get($"{Maps}/a").Is(200).Text(path);

    private IWatchStream Watch() =>
        Assert.IsType<ApiWatch>(Send("GET", $"{Maps}?watch=1&resourceVersion={_cluster.Core.ResourceVersion}")).Stream;

    private ApiResult Send(string method, string path, string body = "") => _faults.Handle(
        _cluster.Request(method, path, body, method == "PATCH" ? "application/merge-patch+json" : ""), _time.GetUtcNow(), _cluster.Core.Handle);
}
