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
        Assert.Contains("0:01:38 of traffic, seed 1.", output);
        Assert.Contains("inference/chat: trace.csv, rate × 2, engine llama-3.1-8b-fp8/h200_sxm/tp1, TTFT ≤ 2000 ms, ITL ≤ 50 ms; unlimited GPUs meet both for 100.0 %", output);
        Assert.Contains("POLICY    BOTH MET", output);
        Assert.Contains("100.0 %", output);
    }

    [Fact]
    public async Task Reports_are_written_where_they_are_asked_for()
    {
        var reports = Path.Combine(_folder.FullName, "out");
        var (html, svg, png) = (Path.Combine(reports, "report.html"), Path.Combine(reports, "frontier.svg"), Path.Combine(reports, "charts.png"));
        var (code, _, _) = await RunAsync($"simulate --trace {Trace(50)} --profile llama-8b-h200 --policy planner,static --html {html} --svg {svg} --png {png}");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("llama-3.1-8b-fp8/h200_sxm/tp1, TTFT", await File.ReadAllTextAsync(html));
        Assert.StartsWith("<svg xmlns", await File.ReadAllTextAsync(svg));
        Assert.Equal("PNG"u8.ToArray(), (await File.ReadAllBytesAsync(png))[1..4]);

        var (denied, _, errors) = await RunAsync($"simulate --trace {Trace(50)} --policy static --html {_folder.FullName}");
        Assert.Equal(ExitCode.BadUsage, denied);
        Assert.Contains("cannot be written", errors);
    }

    [Fact]
    public async Task A_target_counts_for_the_scaling_of_the_rate_too()
    {
        var words = $"simulate --trace {Trace(400)} --profile llama-8b-h200 --policy static --static-peak-gpus 5 -o json --ttft-ms";
        var strict = JsonNode.Parse((await RunAsync($"{words} 60")).Output)!;
        var loose = JsonNode.Parse((await RunAsync($"{words} 5000")).Output)!;

        Assert.Equal((60, 5000), ((double)strict["pools"]![0]!["ttftMs"]!, (double)loose["pools"]![0]!["ttftMs"]!));
        Assert.True((double)strict["pools"]![0]!["rateFactor"]! < (double)loose["pools"]![0]!["rateFactor"]!);
        Assert.True((int)loose["runs"]![0]!["peakGpus"]! >= 5);
    }

    [Fact]
    public async Task Requests_that_are_sent_at_once_wait_longer_than_held_ones()
    {
        var words = "simulate --synthetic bursts --rate 20 --duration 3m --profile llama-8b-h200 --policy static -o json --static-share 0.8 --router";
        var (held, sent) = (await RunOf("held"), await RunOf("random"));

        Assert.Equal(((int)held["requests"]!, (double)held["gpuHours"]!), ((int)sent["requests"]!, (double)sent["gpuHours"]!));
        Assert.True((double)sent["ttft"]!["p99Ms"]! > (double)held["ttft"]!["p99Ms"]!);

        async Task<JsonNode> RunOf(string router) => JsonNode.Parse((await RunAsync($"{words} {router}")).Output)!["runs"]![0]!;
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
    [InlineData("")]
    [InlineData(" --skip-bad-lines")]
    public async Task A_compressed_trace_that_is_cut_off_is_said(string more)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(Azure + string.Concat(Enumerable.Range(0, 5000).Select(Line))));
        }

        var path = Path.Combine(_folder.FullName, "cut.csv.gz");
        await File.WriteAllBytesAsync(path, packed.ToArray()[..^20]);
        var (code, output, errors) = await RunAsync($"simulate --trace {path} --policy static{more}");

        Assert.Equal((ExitCode.BadUsage, ""), (code, output));
        Assert.Contains("damaged or cut off", errors);
    }

    [Theory]
    [InlineData("--trace /does/not/exist.csv", "there is no file \"/does/not/exist.csv\"")]
    [InlineData("--policy planer", "--policy planer is not a policy: use planner")]
    [InlineData("--start-up 60", "--start-up 60 is not a time up to 24h")]
    [InlineData("--router magic", "router magic is unknown: use held, round-robin, random, least-loaded, kv-aware")]
    [InlineData("--duration 0s", "--duration 0s is not a time above 0, up to 24h")]
    [InlineData("--scenario fleet.yaml --rate 2", "--rate describes the pool of a run without a scenario file: write it into the file, or leave --scenario out")]
    [InlineData("--trace a.csv --synthetic bursts", "pool inference/chat has a trace and synthetic traffic: give one of them")]
    [InlineData("--rate 2 --static-peak-gpus 8", "--rate and --static-peak-gpus both set the rate of requests: give one of them")]
    [InlineData("--policy planner,static,planner", "--policy names planner twice: name it once")]
    [InlineData("--trace /", "is a folder: give the path of a trace")]
    [InlineData("--start-up-spread 0.5", "the start-up spread 0.5 of pool inference/chat is below 1")]
    [InlineData("--predictor oracle", "--predictor oracle is not a predictor: use constant")]
    [InlineData("--budget -1", "--budget -1 is not a whole number from 0")]
    [InlineData("--scenario /does/not/exist.yaml", "scenario \"/does/not/exist.yaml\" cannot be read")]
    [InlineData("--profile h300", "profile h300 is neither llama-70b-h200 nor llama-8b-h200 nor a folder with prefill_raw_data.json")]
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

    [Fact]
    public async Task A_scenario_file_plays_several_pools_under_one_budget()
    {
        Trace(300);
        var path = Write("scenario.yaml", """
            duration: 5m
            budget: {maxGpus: 6}
            nodes: {count: 2, gpusPerNode: 4}
            pools:
            - {name: inference/chat, trace: trace.csv, rate: 30, profile: llama-8b-h200, priority: 900, startUp: 20s}
            - {name: inference/code, synthetic: sinusoid, profile: llama-8b-h200, ttftMs: 500}
            failures:
            - {at: 2m, pool: inference/chat, role: decode}
            policies:
            - {name: mine, intervalSeconds: 30, percentile: 95, loadIntervalSeconds: 5}
            """);
        var (code, output, errors) = await RunAsync($"simulate --scenario {path} --policy mine,planner --budget 4,6 -o json");

        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        var answer = JsonNode.Parse(output)!;
        Assert.Equal(["inference/chat", "inference/code"], answer["pools"]!.AsArray().Select(pool => (string)pool!["pool"]!));
        Assert.Equal([("mine", 4), ("planner", 4), ("mine", 6), ("planner", 6)], answer["runs"]!.AsArray().Select(run => ((string)run!["policy"]!, (int)run["maxGpus"]!)));
        Assert.All(answer["runs"]!.AsArray(), run => Assert.True((int)run!["peakGpus"]! <= (int)run["maxGpus"]!));
        Assert.Contains(answer["runs"]!.AsArray(), run => (int)run!["refusals"]! > 0);
    }

    [Fact]
    public async Task Recorded_decisions_are_played_beside_another_policy_on_the_recorded_traffic()
    {
        var path = Write("plan.json", string.Concat(Enumerable.Range(0, 11).Select(i => $$"""
            {"kind": "PoolPlan", "status": {"decidedAt": "2026-03-01T10:{{i:00}}:00Z", "desired": {"prefill": {{(i < 5 ? 1 : 3)}}, "decode": 1},
              "observed": {"requestsPerSecond": 10, "isl": 1000, "osl": 50} } }

            """)));
        var (code, output, errors) = await RunAsync($"simulate --recorded {path} --profile llama-8b-h200 --start-up 0s --policy recorded,planner -o json");

        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        var answer = JsonNode.Parse(output)!;
        var (recorded, planner) = (answer["runs"]![0]!, answer["runs"]![1]!);
        Assert.Equal(600, (double)answer["durationSeconds"]!);
        Assert.InRange((int)recorded["requests"]!, 5700, 6300);
        Assert.Equal((4, 1), ((int)recorded["peakGpus"]!, (int)recorded["replicaChanges"]!));
        Assert.True((double)planner["gpuHours"]! < (double)recorded["gpuHours"]!);
    }

    [Theory]
    [InlineData("", "holds 0 decisions, two are needed: record with kubectl get pplan NAME -o json --watch")]
    [InlineData("{\"status\": {}} nonsense", "line 1: it is not the JSON of PoolPlans")]
    public async Task Recordings_that_cannot_be_played_get_one_sentence(string text, string sentence)
    {
        var (code, _, errors) = await RunAsync($"simulate --recorded {Write("plan.json", text)}");

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains(sentence, errors);
    }

    [Theory]
    [InlineData("pools: []", "has no pools")]
    [InlineData("pools: [{nme: a/b}]", "\"nme\" is not a field that scenarios have (at $.pools[0].nme)")]
    [InlineData("pools: [{name: a}]", "pool a is not named as namespace/graph")]
    [InlineData("pools: [{name: a/b}, {name: a/b}]", "pool a/b is there twice")]
    [InlineData("pools: [{name: a/b, rate: fast}]", "$.pools[0].rate")]
    [InlineData("pools: [{name: a/b, startUp: soon}]", "startUp soon is not a time")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m, pool: a/b, role: both}]", "failures.role both is not a role: use prefill or decode")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m, pool: a/c, role: decode}]", "a failure names pool a/c, which is not in the scenario")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m, node: 0}]", "a failure names node 0, but the scenario has no nodes")]
    [InlineData("pools: [{name: a/b}]\nnodes: {count: 2}\nfailures: [{at: 1m, node: 2}]", "a failure names node 2, but the scenario has nodes 0 to 1")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m, node: 0, pool: a/b}]", "leave pool, role and replicas out")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m}]", "the failure at 1m does not say what fails: give pool and role, or node")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m, pool: a/b, role: decode, repair: 5m}]", "failures.repair 5m is for a node that fails")]
    [InlineData("pools: [{name: a/b, startUpSpread: 0.5}]", "the start-up spread 0.5 of pool a/b is below 1")]
    [InlineData("pools: [{name: a/b}]\npolicies: [{name: static}]", "policy static of the scenario file has the name of another policy: give it a name of its own")]
    [InlineData("pools: [{name: a/b}]\nduration: 0s", "duration 0s plays nothing: write for example 30m")]
    [InlineData("pools: {", "line")]
    public async Task Bad_scenarios_get_one_sentence(string yaml, string sentence)
    {
        var (code, output, errors) = await RunAsync($"simulate --scenario {Write("scenario.yaml", yaml)}");

        Assert.Equal((ExitCode.BadUsage, ""), (code, output));
        Assert.Contains(sentence, errors);
        Assert.DoesNotContain("   at ", errors);
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
