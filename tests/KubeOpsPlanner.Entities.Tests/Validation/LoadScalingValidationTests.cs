using KubeOpsPlanner.Entities.Tests.Graphs;
using KubeOpsPlanner.Entities.Validation;

namespace KubeOpsPlanner.Entities.Tests.Validation;

public sealed class LoadScalingValidationTests
{
    private const string Prefill = "\"prefillScaleUpQueueTokens\":4096,\"prefillScaleDownQueueTokens\":256";
    private const string Decode = "\"decodeScaleUpKvRate\":90,\"decodeScaleDownKvRate\":40";
    private const string Needed = "is required with optimizationTarget load: set it, or take throughput or latency, whose thresholds are fixed";

    [Theory]
    [InlineData("\"loadScaling\":{\"enabled\":true}")]
    [InlineData("\"loadScaling\":{\"enabled\":true},\"throughputScaling\":{\"enabled\":false}")]
    [InlineData("\"optimizationTarget\":\"throughput\"")]
    [InlineData("\"optimizationTarget\":\"latency\",\"throughputScaling\":{\"enabled\":false}")]
    [InlineData("\"optimizationTarget\":\"latency\",\"loadScaling\":{\"intervalSeconds\":600}")]
    [InlineData("\"optimizationTarget\":\"load\",\"loadScaling\":{" + Prefill + "," + Decode + "}")]
    [InlineData("\"optimizationTarget\":\"load\",\"mode\":\"prefill\",\"loadScaling\":{" + Prefill + "}")]
    [InlineData("\"optimizationTarget\":\"load\",\"mode\":\"agg\",\"loadScaling\":{" + Decode + "}")]
    [InlineData("\"metrics\":{\"source\":\"prometheus\",\"traffic\":\"router\",\"prometheus\":{\"extraQueryParams\":\"tenant=chat&dedup=true\"}}")]
    [InlineData("\"metrics\":{\"engines\":\"forward-pass\",\"forwardPassEndpoint\":\"http://chat-relay.inference:8080/fpm\"}")]
    public void Accepts(string fields) => Assert.Empty(Errors(fields));

    [Theory]
    [InlineData("\"loadScaling\":{\"enabled\":true,\"intervalSeconds\":180}", "spec.loadScaling.intervalSeconds: must be less than spec.throughputScaling.intervalSeconds (180), was 180")]
    [InlineData("\"loadScaling\":{\"downSensitivity\":101}", "spec.loadScaling.downSensitivity: must be 0 to 100, was 101")]
    [InlineData("\"loadScaling\":{\"minObservations\":0}", "spec.loadScaling.minObservations: must be 1 to 1024, was 0")]
    [InlineData("\"loadScaling\":{\"maxSamples\":4}", "spec.loadScaling.maxSamples: must be loadScaling.minObservations (5) to 1024, was 4")]
    [InlineData("\"loadScaling\":{\"sampleBuckets\":15}", "spec.loadScaling.sampleBuckets: must be a perfect square from 1 to 1024, such as 16, was 15")]
    [InlineData("\"optimizationTarget\":\"load\",\"mode\":\"decode\",\"loadScaling\":{\"decodeScaleUpKvRate\":90}", "spec.loadScaling.decodeScaleDownKvRate: " + Needed)]
    [InlineData("\"optimizationTarget\":\"load\",\"mode\":\"prefill\",\"loadScaling\":{\"prefillScaleDownQueueTokens\":1}", "spec.loadScaling.prefillScaleUpQueueTokens: " + Needed)]
    [InlineData("\"loadScaling\":{\"prefillScaleUpQueueTokens\":5,\"prefillScaleDownQueueTokens\":5}", "spec.loadScaling.prefillScaleUpQueueTokens: must be more than prefillScaleDownQueueTokens (5), was 5")]
    [InlineData("\"loadScaling\":{\"decodeScaleUpKvRate\":40.5,\"decodeScaleDownKvRate\":41}", "spec.loadScaling.decodeScaleUpKvRate: must be more than decodeScaleDownKvRate (41), was 40.5")]
    [InlineData("\"loadScaling\":{\"decodeScaleUpKvRate\":101}", "spec.loadScaling.decodeScaleUpKvRate: must be 0 to 100 percent, was 101")]
    [InlineData("\"engine\":{\"contextLength\":0}", "spec.engine.contextLength: must be 1 or more, was 0")]
    [InlineData("\"engine\":{\"speculativeTokens\":-1}", "spec.engine.speculativeTokens: must be 0 to 64, was -1")]
    [InlineData("\"metrics\":{\"engines\":\"forward-pass\"}", "spec.metrics.forwardPassEndpoint: is required with engines forward-pass: name where the JSON is served, or set engines to auto")]
    [InlineData("\"metrics\":{\"forwardPassEndpoint\":\"http://u:p@x/\"}", "spec.metrics.forwardPassEndpoint: must be an absolute http or https URL without user name or fragment, was \"http://u:p@x/\"")]
    [InlineData("\"metrics\":{\"prometheus\":{\"extraQueryParams\":\"query=up\"}}", "spec.metrics.prometheus.extraQueryParams: must be name=value pairs joined by '&', without \"query\" and \"time\", was \"query=up\"")]
    public void Refuses_and_says_why(string fields, string error) => Assert.Equal([error], Errors(fields));

    private static IEnumerable<string> Errors(string fields) =>
        EntityValidation.Validate("PoolPlan", GraphJson.Parse("{\"spec\":{\"targetRef\":{\"name\":\"chat\"}," + fields + "}}"))
            .Select(error => error.ToString());
}
