using System.IO.Compression;
using System.Text;
using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Tests.Observations;

public sealed class WarmupTracesTests : IDisposable
{
    private const string Mooncake = "{\"timestamp\": 5000, \"input_length\": 100, \"output_length\": 10}\n";
    private const string Azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n1970-01-01 00:00:02,200,20\n";
    private const string Dynamo =
        "{\"schema\": \"dynamo.request.trace.v1\", \"event_type\": \"request_start\"}\n"
        + "{\"event_type\": \"request_end\", \"request\": {\"request_received_ms\": 1000, \"output_tokens\": 30, \"replay\": {\"input_length\": 300}}}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("warmup").FullName;

    public WarmupTracesTests()
    {
        var traces = Directory.CreateDirectory(Path.Combine(_folder, "traces"));
        File.WriteAllText(Path.Combine(traces.FullName, "a.jsonl"), Mooncake);
        File.WriteAllText(Path.Combine(traces.FullName, "b.csv"), Azure);
        using (var zipped = new GZipStream(File.Create(Path.Combine(traces.FullName, "c.jsonl.gz")), CompressionMode.Compress))
            zipped.Write(Encoding.UTF8.GetBytes(Dynamo));
        File.WriteAllText(Path.Combine(_folder, "secret"), Mooncake);
        File.CreateSymbolicLink(Path.Combine(traces.FullName, "link"), Path.Combine(_folder, "secret"));
        Directory.CreateDirectory(Path.Combine(traces.FullName, "empty"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.jsonl", new[] { 100 })]
    [InlineData("b.csv", new[] { 200 })]
    [InlineData("c.jsonl.gz", new[] { 300 })]
    [InlineData("*.jsonl*", new[] { 300, 100 })]
    [InlineData("?.csv", new[] { 200 })]
    [InlineData(".", new[] { 300, 200, 100 })]
    public void A_file_a_glob_and_a_directory_are_one_recording_in_order_of_time(string pattern, int[] inputTokens)
    {
        var reading = new WarmupTraces(Path.Combine(_folder, "traces", ".")).Read(pattern);
        Assert.Null(reading.Problem);
        Assert.Equal(inputTokens, reading.Requests.Select(request => request.InputTokens));
    }

    [Theory]
    [InlineData("../secret", "is outside the folder of traces")]
    [InlineData("/etc/hostname", "is outside the folder of traces")]
    [InlineData("link", "no file matches \"link\"")]
    [InlineData("nothing", "no file matches \"nothing\"")]
    [InlineData("none/*.csv", "\"none/*.csv\" cannot be read")]
    [InlineData("empty", "no file matches \"empty\"")]
    public void What_is_not_there_or_not_theirs_is_named(string pattern, string expected)
    {
        var reading = new WarmupTraces(Path.Combine(_folder, "traces")).Read(pattern);
        Assert.Empty(reading.Requests);
        Assert.Contains(expected, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_with_two_names_does_not_count_twice()
    {
        var traces = Path.Combine(_folder, "traces");
        File.CreateSymbolicLink(Path.Combine(traces, "newest.csv"), Path.Combine(traces, "b.csv"));
        var reading = new WarmupTraces(traces).Read("*.csv");
        Assert.Empty(reading.Requests);
        Assert.Equal("b.csv and newest.csv are one file, whose requests would count twice: keep one of the names", reading.Problem);
        Assert.Single(new WarmupTraces(traces).Read("newest.csv").Requests);
    }

    [Fact]
    public void Without_a_folder_nothing_is_read() =>
        Assert.Contains("--warmup-traces", new WarmupTraces(null).Read("a.jsonl").Problem, StringComparison.Ordinal);
}
