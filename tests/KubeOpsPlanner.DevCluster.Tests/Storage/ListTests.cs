using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Tests.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Storage;

public sealed class ListTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly TestCluster _cluster = new(new ApiServerOptions { WatchHistoryLength = 32 });

    public ListTests()
    {
        foreach (var (name, labels) in new[]
        {
            ("a", "\"app\": \"chat\", \"tier\": \"gold\""), ("b", "\"app\": \"code\""), ("c", "\"app\": \"chat\""), ("d", ""),
        })
            _cluster.Post(Maps, $$$"""{"metadata": {"name": "{{{name}}}", "labels": { {{{labels}}} } } }""").Is(201);
    }

    [Theory]
    [InlineData("labelSelector=app=chat", "a,c")]
    [InlineData("labelSelector=app==chat,tier", "a")]
    [InlineData("labelSelector=app!=chat", "b,d")]
    [InlineData("labelSelector=app in (chat, code)", "a,b,c")]
    [InlineData("labelSelector=app notin (chat)", "b,d")]
    [InlineData("labelSelector=!app", "d")]
    [InlineData("labelSelector=app,!tier", "b,c")]
    [InlineData("fieldSelector=metadata.name=b", "b")]
    [InlineData("fieldSelector=metadata.name!=b,metadata.namespace=default", "a,c,d")]
    [InlineData("resourceVersion=0", "a,b,c,d")]
    public void A_selector_selects(string query, string names) =>
        Assert.Equal(names, string.Join(',', _cluster.Get($"{Maps}?{query}").Is(200).Names));

    [Fact]
    public void Every_version_that_the_history_reaches_can_be_listed_exactly()
    {
        var version = _cluster.Core.ResourceVersion;
        _cluster.Merge($"{Maps}/b", """{"data": {"x": "1"}}""").Is(200);
        _cluster.Delete($"{Maps}/a").Is(200);
        _cluster.Post(Maps, """{"metadata": {"name": "e"}}""").Is(201);

        var then = _cluster.Get($"{Maps}?resourceVersion={version}&resourceVersionMatch=Exact").Is(200);
        var afterMerge = _cluster.Get($"{Maps}?resourceVersion={version + 1}&resourceVersionMatch=Exact").Is(200);

        Assert.Equal("a,b,c,d", string.Join(',', then.Names));
        Assert.Equal(("", "1", $"{version}"), (then.Text("items.1.data.x"), afterMerge.Text("items.1.data.x"), then.Version));
        Assert.All(then.Body["items"]!.AsArray(), item => Assert.True(long.Parse((string)item!["metadata"]!["resourceVersion"]!) <= version));
    }

    [Theory]
    [InlineData("fieldSelector=data.x=1", 400, "\"data.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("labelSelector=a b", 400, "unable to parse requirement: ")]
    [InlineData("labelSelector==x", 400, "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("limit=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("continue=x", 400, "continue key is not valid")]
    [InlineData("resourceVersion=999999", 504, "Timeout: Too large resource version: 999999, current: ")]
    [InlineData("resourceVersionMatch=Exact", 422, "resourceVersionMatch is forbidden unless resourceVersion is provided")]
    public void What_cannot_be_selected_is_refused(string query, int code, string message) =>
        Assert.Contains(message, _cluster.Get($"{Maps}?{query}").Is(code).Message);

    [Fact]
    public void Pages_show_one_snapshot_whatever_happens_between_them()
    {
        var first = _cluster.Get($"{Maps}?limit=2").Is(200);
        Assert.Equal(("2", 2), (first.Text("metadata.remainingItemCount"), first.Names.Count()));
        _cluster.Post(Maps, """{"metadata": {"name": "bb"}}""").Is(201);
        _cluster.Delete(Maps + "/d").Is(200);
        var second = _cluster.Get($"{Maps}?limit=2&continue={first.Text("metadata.continue")}").Is(200);
        Assert.Equal(["c", "d"], second.Names);
        Assert.Equal((first.Version, ""), (second.Version, second.Text("metadata.continue")));
    }

    [Fact]
    public void A_page_token_that_is_too_old_is_410_with_a_way_on()
    {
        var token = _cluster.Get($"{Maps}?limit=1").Text("metadata.continue");
        for (var i = 0; i < 70; i++)
        {
            _cluster.Merge(Maps + "/a", $$$"""{"data": {"x": "{{{i}}}"}}""").Is(200);
            _cluster.Get($"{Maps}?limit=1").Is(200);
        }

        var expired = _cluster.Get($"{Maps}?limit=9&continue={token}").Is(410);
        Assert.Equal("Expired", expired.Reason);
        Assert.Equal(["b", "c", "d"], _cluster.Get($"{Maps}?continue={expired.Text("metadata.continue")}").Is(200).Names);
    }

    [Fact]
    public void Namespaces_come_in_the_order_of_etcd_keys()
    {
        foreach (var name in new[] { "t", "t-b", "t0" })
        {
            _cluster.Post("/api/v1/namespaces", $$$"""{"metadata": {"name": "{{{name}}}"}}""").Is(201);
            _cluster.Post($"/api/v1/namespaces/{name}/configmaps", """{"metadata": {"name": "x", "labels": {"order": "1"}}}""").Is(201);
        }

        var all = _cluster.Get("/api/v1/configmaps?labelSelector=order").Is(200);
        Assert.Equal(["t-b", "t", "t0"], all.Body["items"]!.AsArray().Select(item => item!["metadata"]!["namespace"]!.GetValue<string>()));
    }
}
