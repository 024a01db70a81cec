using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Logs;

namespace KubeOpsPlanner.DevCluster.Tests.Logs;

/// <summary>The refusals are those of a real API server, asked with the same parameters.</summary>
public sealed class LogRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonObject Pod = Parse("""{"metadata":{"uid":"u"},"spec":{"nodeName":"n","containers":[{"name":"main"}]}}""");

    [Theory]
    [InlineData("tailLines=-1", "PodLogOptions \"p\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("limitBytes=0", "PodLogOptions \"p\" is invalid: limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("sinceSeconds=0", "PodLogOptions \"p\" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("sinceSeconds=5&sinceTime=2020-01-01T00:00:00Z", "PodLogOptions \"p\" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified")]
    [InlineData("tailLines=x", "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("container=zz", "container zz is not valid for pod p")]
    [InlineData("previous=true", "previous terminated container \"main\" in pod \"p\" not found")]
    public void What_cannot_be_read_is_refused(string query, string message) =>
        Assert.Equal(message, Assert.Throws<StatusException>(() => Ask(query, Pod)).Message);

    [Theory]
    [InlineData("""{"spec":{"nodeName":"n","containers":[{"name":"a"},{"name":"b"}]}}""", "a container name must be specified for pod p, choose one of: [a b]")]
    [InlineData("""{"spec":{"nodeName":"n","containers":[{"name":"a"},{"name":"b"}],"initContainers":[{"name":"i"}]}}""", "a container name must be specified for pod p, choose one of: [a b] or one of the init containers: [i]")]
    [InlineData("""{"metadata":{"uid":"other"},"spec":{"nodeName":"n","containers":[{"name":"main"}]}}""", "container \"main\" in pod \"p\" is waiting to start: no simulated node runs it yet")]
    [InlineData("null", "pods \"p\" not found")]
    public void Pods_without_that_log_are_refused(string pod, string message) =>
        Assert.Equal(message, Assert.Throws<StatusException>(() => Ask("", JsonNode.Parse(pod) as JsonObject)).Message);

    [Theory]
    [InlineData("follow=true", true)]
    [InlineData("follow=1", true)]
    [InlineData("follow=", true)]
    [InlineData("follow=false", false)]
    [InlineData("follow=0", false)]
    [InlineData("", false)]
    public void Flags_are_true_unless_they_say_no(string query, bool expected) => Assert.Equal(expected, Ask(query, Pod).Query.IsFollowing);

    [Fact]
    public void A_pod_without_a_node_has_written_nothing_and_the_client_hears_why()
    {
        var answer = Ask("", Parse("""{"spec":{"containers":[{"name":"main"}]}}"""));

        Assert.Null(answer.Log);
        Assert.Contains("no simulated node has room for it", answer.Warning);
    }

    [Fact]
    public void Seconds_count_back_from_now() => Assert.Equal(Now.AddSeconds(-90), Ask("sinceSeconds=90", Pod).Query.Since);

    [Fact]
    public void Timestamps_have_nanoseconds() => Assert.Equal(
        "2026-05-01T12:00:00.123456700Z text\n", LogWriter.Format(new LogLine(Now.AddTicks(1_234_567), "text"), hasTimestamp: true));

    private static LogRequest Ask(string query, JsonObject? pod)
    {
        var logs = new PodLogs();
        logs.Open("u", "main");
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return LogRequest.Of(parameters, "p", pod, logs, Now);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
