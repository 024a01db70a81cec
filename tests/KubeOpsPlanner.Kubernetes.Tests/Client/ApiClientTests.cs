using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Tests.Support;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Kubernetes.Tests.Client;

public sealed class ApiClientTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedHandler _server = new();
    private readonly KubernetesCluster _cluster;

    public ApiClientTests() =>
        _cluster = new KubernetesCluster(new ApiClient(_server, new Uri("https://cluster.test/prefix"), "tests/1", _time, () => 0));

    [Fact]
    public async Task A_read_is_sent_again_after_a_fault_of_the_server()
    {
        _server.AnswerStatus(503, "ServiceUnavailable");
        _server.Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "cut off"));
        _server.Answer(Widget.Json("a", 5));

        var widget = await WithTimePassing(_cluster.GetAsync(Widget.Resource, Widget.Key("a"), CancellationToken.None));

        Assert.Equal("red", widget!.Color);
        Assert.Equal(3, _server.Requests.Count);
        Assert.Equal("/prefix/apis/tests.kubeopsplanner.io/v1/namespaces/default/widgets/a", _server.Requests[0].PathAndQuery);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, 1, true)]
    [InlineData(HttpRequestError.Unknown, 1, true)]
    [InlineData(HttpRequestError.ConnectionError, 2, false)]
    [InlineData(HttpRequestError.NameResolutionError, 2, false)]
    public async Task A_write_is_sent_again_only_when_it_never_left(HttpRequestError fault, int expectedRequests, bool isUnknown)
    {
        _server.Fail(new HttpRequestException(fault, "broken"));
        _server.Answer(Widget.Json("a", 5));

        var write = _cluster.CreateAsync(Widget.Api, Widget.New("a"), CancellationToken.None);

        if (isUnknown)
        {
            var error = await Assert.ThrowsAsync<ClusterException>(() => WithTimePassing(write));
            Assert.True(error.IsOutcomeUnknown);
        }
        else
        {
            await WithTimePassing(write);
        }

        Assert.Equal(expectedRequests, _server.Requests.Count);
    }

    [Fact]
    public async Task A_write_that_was_turned_away_waits_as_long_as_it_was_told()
    {
        var start = _time.GetUtcNow();
        _server.Answer(
            HttpStatusCode.TooManyRequests, ScriptedHandler.Status(429, "TooManyRequests", "slow down").ToJsonString(),
            response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)));
        _server.Answer(Widget.Json("a", 5));

        await WithTimePassing(_cluster.CreateAsync(Widget.Api, Widget.New("a"), CancellationToken.None));

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_write_is_never_repeated_after_any_other_answer(int code)
    {
        _server.AnswerStatus(code, "Whatever", "as the server put it");

        var error = await Assert.ThrowsAsync<ClusterException>(
            () => _cluster.CreateAsync(Widget.Api, Widget.New("a"), CancellationToken.None));

        Assert.Equal((code, "Whatever", "as the server put it"), ((int)error.Code!, error.Reason, error.Message));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_write_without_an_answer_has_an_unknown_outcome_and_a_cancelled_one_is_cancelled()
    {
        var write = _cluster.CreateAsync(Widget.Api, Widget.New("a"), CancellationToken.None);
        var error = await Assert.ThrowsAsync<ClusterException>(() => WithTimePassing(write));
        Assert.Equal((null, "Timeout", true), (error.Code, error.Reason, error.IsOutcomeUnknown));

        using var cancelled = new CancellationTokenSource();
        var read = _cluster.GetAsync(Widget.Resource, Widget.Key("a"), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.InTime());
    }

    [Fact]
    public async Task A_bare_failure_of_the_socket_is_a_connection_that_broke()
    {
        _server.Fail(new SocketException((int)SocketError.NotConnected));

        var error = await Assert.ThrowsAsync<ClusterException>(() => _cluster.CreateAsync(Widget.Api, Widget.New("a"), CancellationToken.None));

        Assert.Equal((null, "ConnectionLost", true), (error.Code, error.Reason, error.IsOutcomeUnknown));
    }

    [Fact]
    public async Task Reads_answer_null_for_what_is_not_there_and_errors_that_are_no_Status_are_quoted()
    {
        _server.AnswerStatus(404, "NotFound");
        Assert.Null(await _cluster.GetAsync(Widget.Resource, Widget.Key("a"), CancellationToken.None));

        _server.Answer(HttpStatusCode.Forbidden, "<html>\nproxy says no</html>");
        var error = await Assert.ThrowsAsync<ClusterException>(
            () => _cluster.CreateAsync(Widget.Api, Widget.New("a"), CancellationToken.None));
        Assert.Equal(
            "POST apis/tests.kubeopsplanner.io/v1/namespaces/default/widgets was answered with HTTP 403: <html> proxy says no</html>",
            error.Message);
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_is_an_error_that_names_it()
    {
        var broken = Widget.Json("a", 5);
        broken.Remove("spec");
        _server.AnswerList(9, Widget.Json("b", 4), broken);

        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => _cluster.ListAsync(Widget.Resource, new ListScope("default", "app=x"), CancellationToken.None));

        Assert.StartsWith("Widget \"default/a\" cannot be read", Assert.IsType<ClusterException>(error).Message);
        Assert.Contains("namespaces/default/widgets?labelSelector=app%3Dx&limit=500", _server.Requests[0].PathAndQuery);
    }

    [Theory]
    [InlineData(PatchKind.Json, "application/json-patch+json", "?fieldManager=me&dryRun=All")]
    [InlineData(PatchKind.Merge, "application/merge-patch+json", "?fieldManager=me&dryRun=All")]
    [InlineData(PatchKind.StrategicMerge, "application/strategic-merge-patch+json", "?fieldManager=me&dryRun=All")]
    [InlineData(PatchKind.Apply, "application/apply-patch+yaml", "?fieldManager=me&force=true&dryRun=All")]
    public async Task Patches_say_what_they_are(PatchKind kind, string contentType, string query)
    {
        _server.Answer(Widget.Json("a", 5));
        var patch = new ClusterPatch(kind, new JsonObject(), "status", "me", Force: true, DryRun: true);

        await _cluster.PatchAsync(Widget.Api, Widget.Key("a"), patch, CancellationToken.None);

        var request = Assert.Single(_server.Requests);
        Assert.Equal(("PATCH", contentType), (request.Method, request.ContentType));
        Assert.EndsWith("/widgets/a/status" + query, request.PathAndQuery);
    }

    [Fact]
    public async Task A_delete_carries_its_preconditions_and_succeeds_when_the_object_is_gone()
    {
        _server.AnswerStatus(404, "NotFound");

        await _cluster.DeleteAsync(Widget.Api, new ObjectKey("default", "a b"), new DeleteOptions("u1", "7"), CancellationToken.None);

        var request = Assert.Single(_server.Requests);
        Assert.EndsWith("/widgets/a%20b", request.PathAndQuery);
        Assert.Contains("\"preconditions\":{\"uid\":\"u1\",\"resourceVersion\":\"7\"}", request.Body);
    }

    private async Task<T> WithTimePassing<T>(Task<T> task)
    {
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return task.IsCompleted;
            },
            "the answer");
        return await task;
    }
}
