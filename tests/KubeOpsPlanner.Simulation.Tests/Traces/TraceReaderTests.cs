using System.IO.Compression;
using System.Text;
using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Simulation.Traces;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Simulation.Tests.Traces;

public sealed class TraceReaderTests
{
    private const string Azure = """
        TIMESTAMP,ContextTokens,GeneratedTokens
        2023-11-16 18:17:03.9799600,4808,10
        2023-11-16 18:17:04.0319600,3180,8
        2023-11-16 18:17:05.9799600,110,27
        """;

    private const string Mooncake = """
        {"timestamp": 27000, "input_length": 6758, "output_length": 500, "hash_ids": [0, 1, 2]}
        {"timestamp": 30000, "input_length": 7322, "output_length": 490}
        """;

    [Fact]
    public void AzureArrivalsCountFromTheFirstRequest()
    {
        Assert.Equal(
            [
                new TraceRequest(TimeSpan.Zero, 4808, 10),
                new TraceRequest(TimeSpan.FromMilliseconds(52), 3180, 8),
                new TraceRequest(TimeSpan.FromSeconds(2), 110, 27),
            ],
            Read(Azure));
    }

    [Fact]
    public void MooncakeKeepsPrefixHashesWhereThereAreAny()
    {
        var requests = Read(Mooncake);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(3)], requests.Select(request => request.Arrival));
        Assert.Equal([0L, 1L, 2L], requests[0].PrefixHashes!);
        Assert.Null(requests[1].PrefixHashes);
    }

    [Fact]
    public void OfDynamosRecordingsOnlyEndedRequestsCount() =>
        Assert.Equal(
            [new TraceRequest(TimeSpan.Zero, 300, 30), new TraceRequest(TimeSpan.FromMilliseconds(1500), 400, 40)],
            Read("{\"schema\": \"dynamo.request.trace.v1\", \"event_type\": \"request_start\", \"request\": {\"request_received_ms\": 5}}\n"
                + Ended("\"request_received_ms\": 1000, \"output_tokens\": 30, \"replay\": {\"input_length\": 300}")
                + "{\"event_type\": \"token\"}\n"
                + Ended("\"request_received_ms\": 2500, \"output_tokens\": 40, \"replay\": {\"input_length\": 400}")));

    [Theory]
    [InlineData("\"request_received_ms\": 1000, \"output_tokens\": 30", "request.replay.input_length is missing")]
    [InlineData("\"output_tokens\": 30, \"replay\": {\"input_length\": 300}", "request.request_received_ms is missing")]
    [InlineData("\"request_received_ms\": 1000, \"replay\": {\"input_length\": 300}", "request.output_tokens is missing")]
    [InlineData("\"request_received_ms\": -1, \"output_tokens\": 30, \"replay\": {\"input_length\": 300}", "request.request_received_ms is -1 ms; it must be between 0 and")]
    [InlineData("\"request_received_ms\": 1000, \"output_tokens\": 30, \"replay\": {\"input_length\": 0}", "request.replay.input_length is 0; it must be at least 1")]
    [InlineData("\"request_received_ms\": 1000, \"output_tokens\": \"many\", \"replay\": {\"input_length\": 300}", "request.output_tokens is \"many\"; it must be a number")]
    public void BadLinesOfDynamosRecordingsAreNamedWithNumberAndReason(string request, string reason) =>
        AssertBadLine(Ended("\"request_received_ms\": 0, \"output_tokens\": 1, \"replay\": {\"input_length\": 1}") + Ended(request), line: 2, reason);

    [Theory]
    [InlineData("generatedtokens,note,TIMESTAMP,ContextTokens\n10,x,2024-05-10T00:00:00+00:00,7", "columns in another order, another date form")]
    [InlineData("\uFEFFTIMESTAMP,ContextTokens,GeneratedTokens\r\n2024-05-10 00:00:00,7,10\r\n", "byte order mark and CRLF")]
    [InlineData("\n\nTIMESTAMP,ContextTokens,GeneratedTokens\n\n2024-05-10 00:00:00,7,10\n\n", "blank lines")]
    [InlineData("{\"timestamp\":0.5,\"input_length\":7,\"output_length\":10,\"extra\":{}}", "fractions of a millisecond, unknown fields")]
    public void HarmlessVariationsAreRead(string text, string variation)
    {
        var requests = Read(text);

        Assert.True(requests.Count == 1, variation);
        Assert.Equal((7, 10), (requests[0].InputTokens, requests[0].OutputTokens));
    }

    [Fact]
    public void GzipIsRecognisedByItsContent()
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Azure));
        }

        zipped.Position = 0;
        Assert.Equal(Read(Azure), TraceReader.Read(zipped, "trace.dat").ToList());
    }

    [Fact]
    public void ADamagedGzipFileIsReportedAndNotReadAsAShorterTrace()
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Azure));
        }

        var damaged = zipped.ToArray();
        damaged[^5] ^= 0xff;
        var error = Assert.Throws<TraceException>(() => TraceReader.Read(new MemoryStream(damaged), "t.gz").ToList());
        Assert.Contains("cannot be decompressed", error.Message);
    }

    [Theory]
    [InlineData("2024-05-10 00:00:00,-3,10", "ContextTokens is -3; it must be at least 1")]
    [InlineData("2024-05-10 00:00:00,0,10", "ContextTokens is 0; it must be at least 1")]
    [InlineData("2024-05-10 00:00:00,7,99999999999", "GeneratedTokens is 99999999999; it must be at most 10000000")]
    [InlineData("2024-05-10 00:00:00,7.5,10", "ContextTokens is 7.5; it must be a whole number")]
    [InlineData("2024-05-10 00:00:00,NaN,10", "ContextTokens is NaN; it must be a whole number")]
    [InlineData("2024-05-10 00:00:00,,10", "ContextTokens \"\" is not a number")]
    [InlineData("yesterday,7,10", "TIMESTAMP \"yesterday\" is not a date and time")]
    [InlineData("9999-12-31 23:59:59,7,10", "TIMESTAMP \"9999-12-31 23:59:59\" is not between 1970 and 2100: correct or delete the line")]
    [InlineData("0001-01-01 00:00:00,7,10", "TIMESTAMP \"0001-01-01 00:00:00\" is not between 1970 and 2100")]
    [InlineData("2024-05-10 00:00:00,7", "it has 2 columns where the header has 3")]
    public void BadAzureLinesAreNamedWithNumberAndReason(string line, string reason) =>
        AssertBadLine($"TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00,7,10\n{line}\n", line: 3, reason);

    [Theory]
    [InlineData("{\"timestamp\": 0, \"input_length\": -1, \"output_length\": 1}", "input_length is -1; it must be at least 1")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 1e30, \"output_length\": 1}", "input_length is 1E+30; it must be at most 10000000")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 1}", "output_length is missing")]
    [InlineData("{\"timestamp\": \"now\", \"input_length\": 1, \"output_length\": 1}", "timestamp is \"now\"; it must be a number")]
    [InlineData("{\"timestamp\": -5, \"input_length\": 1, \"output_length\": 1}", "timestamp is -5 ms; it must be between 0 and")]
    [InlineData("{\"timestamp\": 1e300, \"input_length\": 1, \"output_length\": 1}", "it must be between 0 and")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 1, \"output_length\": 1, \"hash_ids\": [\"a\"]}", "hash_ids is not a list of whole numbers")]
    [InlineData("{\"timestamp\": 0,", "it is not a JSON object")]
    [InlineData("[1]", "timestamp is missing")]
    public void BadMooncakeLinesAreNamedWithNumberAndReason(string line, string reason) =>
        AssertBadLine($"{{\"timestamp\": 0, \"input_length\": 1, \"output_length\": 1}}\n{line}\n", line: 2, reason);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\n \n", "it is empty")]
    [InlineData("a,b,c\n1,2,3", "its format is not known: expected Azure CSV (first line like TIMESTAMP,ContextTokens,GeneratedTokens) or Mooncake JSONL")]
    [InlineData("{\"foo\": 1}", "its format is not known")]
    [InlineData("\u0000\u0001binary", "its format is not known")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n", "it holds no requests")]
    public void TracesThatAreNoneAreRefusedInOneSentence(string text, string reason)
    {
        var error = Assert.Throws<TraceException>(() => Read(text));

        Assert.StartsWith($"trace \"t\": {reason}", error.Message);
        Assert.Null(error.Line);
    }

    [Fact]
    public void SmallDisorderIsPutRight() =>
        Assert.Equal([0, 400, 900, 5400], Arrivals(Read(Timestamps(900, 500, 1400, 5900))));

    [Fact]
    public void LargeDisorderIsAnErrorThatNamesTheLine() =>
        AssertBadLine(Timestamps(0, 5000, 3500), line: 3, "it is 1.5 s older than a line before it, and at most 1 s can be put right: sort the trace");

    [Fact]
    public void BadLinesCanBeSkippedAndCounted()
    {
        List<TraceLineError> skipped = [];
        var text = Timestamps(0, 5000, 100) + "\nrubbish\n" + Timestamps(6000);

        var requests = TraceReader.Read(Stream(text), "t", new TraceReadOptions { OnBadLine = skipped.Add }).ToList();

        Assert.Equal([0, 5000, 6000], Arrivals(requests));
        Assert.Equal([3L, 4L], skipped.Select(error => error.Line));
    }

    [Fact]
    public void AnEndlessLineIsABadLineAndNotAnEndlessString()
    {
        var text = Timestamps(0) + "\n" + new string('x', 3 << 20) + "\n" + Timestamps(1);
        AssertBadLine(text, line: 2, "it is longer than 1048576 characters");
    }

    [Fact]
    public void LinesAreReadAsTheyAreAskedFor()
    {
        var million = Enumerable.Range(0, 1_000_000).Select(i => $"{{\"timestamp\": {i * 10L}, \"input_length\": 1, \"output_length\": 1}}\n");
        using var stream = new CountingStream(million);

        var first = TraceReader.Read(stream, "t").Take(10).ToList();

        Assert.Equal(10, first.Count);
        Assert.True(stream.BytesRead < 200_000, $"{stream.BytesRead} bytes were read for ten requests");
    }

    [Fact]
    public void AnAbsentFileIsReportedBeforeAnythingRuns()
    {
        var error = Assert.Throws<TraceException>(() => TraceReader.ReadFile("/no/such/trace.csv"));

        Assert.Contains("there is no file \"/no/such/trace.csv\"", error.Message);
    }

    [SkippableTheory]
    [InlineData("azure-2023-code.csv", 8819, 2047.848, 27.883)]
    [InlineData("mooncake-conversation.jsonl", 12031, 12035.061, 342.619)]
    public void PublicTracesAreReadWhole(string file, int count, double meanIsl, double meanOsl)
    {
        var trace = TraceReader.ReadFile(SharedData.Require("traces", file));

        Assert.Equal(count, trace.Count());
        Assert.Equal(meanIsl, trace.Average(request => request.InputTokens), 3);
        Assert.Equal(meanOsl, trace.Average(request => request.OutputTokens), 3);
    }

    private static void AssertBadLine(string text, long line, string reason)
    {
        var error = Assert.Throws<TraceException>(() => Read(text));

        Assert.Equal(line, error.Line);
        Assert.StartsWith($"trace \"t\" line {line}: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    private static string Ended(string request) => "{\"event_type\": \"request_end\", \"request\": {" + request + "}}\n";

    private static string Timestamps(params long[] timestamps) =>
        string.Join('\n', timestamps.Select(at => $"{{\"timestamp\": {at}, \"input_length\": 1, \"output_length\": 1}}"));

    private static IEnumerable<int> Arrivals(IEnumerable<TraceRequest> requests) =>
        requests.Select(request => (int)request.Arrival.TotalMilliseconds);

    private static List<TraceRequest> Read(string text) => [.. TraceReader.Read(Stream(text), "t")];

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
