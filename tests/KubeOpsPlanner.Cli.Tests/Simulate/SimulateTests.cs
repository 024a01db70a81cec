using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Cli.Tests.Simulate;

public sealed class SimulateTests : IDisposable
{
    private const string Azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simulate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_trace_is_played_under_every_policy_and_the_same_seed_gives_the_same_bytes()
    {
        var words = $"simulate --trace {Trace(200)} --profile llama-8b-h200 --start-up 0s,30s -o json";
        var (code, output, errors) = await RunAsync(words);

        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        var answer = JsonNode.Parse(output)!;
        Assert.Equal(200, (int)answer["runs"]![0]!["requests"]!);
        Assert.Superset(
            new HashSet<string> { "dynamo-both", "dynamo-load", "dynamo-throughput", "planner", "static", "utilisation" },
            answer["runs"]!.AsArray().Select(run => (string)run!["policy"]!).ToHashSet());
        Assert.Equal([0.0, 30.0], answer["runs"]!.AsArray().Select(run => (double)run!["startUpSeconds"]!).Distinct());
        Assert.Equal(output, (await RunAsync(words)).Output);
    }

    [Fact]
    public async Task The_table_says_what_was_played()
    {
        var (code, output, _) = await RunAsync($"simulate --trace {Trace(50)} --profile llama-8b-h200 --policy planner,static --rate 2");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Trace trace.csv: 0:01:38, rate × 2. Engine llama-3.1-8b-fp8/h200_sxm/tp1. Seed 1.", output);
        Assert.Contains("POLICY    START-UP   BOTH MET", output);
        Assert.Contains("100.0 %", output);
    }

    [Fact]
    public async Task Synthetic_traffic_needs_no_trace()
    {
        var (code, output, _) = await RunAsync("simulate --synthetic bursts --duration 2m --profile llama-8b-h200 --policy utilisation -o json");

        Assert.Equal(ExitCode.Ok, code);
        Assert.True((int)JsonNode.Parse(output)!["runs"]![0]!["requests"]! > 300);
    }

    [Fact]
    public async Task A_bad_line_is_named_and_can_be_passed_over()
    {
        var path = Write("trace.csv", Azure + Line(0) + "2023-11-16 18:00:01,-5,10\n" + Line(2));
        var (code, _, errors) = await RunAsync($"simulate --trace {path} --policy static");
        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains("line 3", errors);
        Assert.Contains("--skip-bad-lines", errors);

        var (skipped, output, _) = await RunAsync($"simulate --trace {path} --policy static --skip-bad-lines");
        Assert.Equal(ExitCode.Ok, skipped);
        Assert.Contains("1 bad line of the trace was passed over.", output);
    }

    [Fact]
    public async Task Compressed_traces_are_read_too()
    {
        var path = Path.Combine(_folder.FullName, "trace.csv.gz");
        using (var zip = new GZipStream(File.Create(path), CompressionMode.Compress))
        {
            zip.Write(Encoding.UTF8.GetBytes(Azure + Line(0) + Line(5)));
        }

        var (code, output, _) = await RunAsync($"simulate --trace {path} --policy static -o json");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(2, (int)JsonNode.Parse(output)!["runs"]![0]!["requests"]!);
    }

    [Theory]
    [InlineData("--trace /does/not/exist.csv", "there is no file \"/does/not/exist.csv\"")]
    [InlineData("--policy planer", "--policy planer is not a policy: use planner")]
    [InlineData("--start-up 60", "--start-up 60 is not a time up to 24h")]
    [InlineData("--profile h300", "--profile h300 is neither llama-70b-h200 nor llama-8b-h200 nor a folder with prefill_raw_data.json")]
    [InlineData("--synthetic flat", "flat")]
    [InlineData("--ttft-ms 0", "--ttft-ms 0 is not a number above 0")]
    [InlineData("--static-share 1.5", "--static-share 1.5 is not a share between 0 and 1")]
    public async Task Bad_words_get_one_sentence(string words, string sentence)
    {
        var (code, output, errors) = await RunAsync($"simulate {words}");

        Assert.Equal((ExitCode.BadUsage, ""), (code, output));
        Assert.Contains(sentence, errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task An_empty_trace_is_said()
    {
        var (code, _, errors) = await RunAsync($"simulate --trace {Write("trace.csv", Azure)}");

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains("it holds no requests: give a trace with at least one", errors);
    }

    private string Trace(int requests) =>
        Write("trace.csv", Azure + string.Concat(Enumerable.Range(0, requests).Select(i => Line(i * 2))));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Line(int second) =>
        $"{new DateTime(2023, 11, 16, 18, 0, 0).AddSeconds(second):yyyy-MM-dd HH:mm:ss.fffffff},1000,50\n";

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(words.Split(' '), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
