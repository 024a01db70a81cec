using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Cli.Tests.Simulate;

public sealed class SimulateTests : SimulatedFolder
{
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
        var reports = Path.Combine(FolderPath, "out");
        var (html, svg, png) = (Path.Combine(reports, "report.html"), Path.Combine(reports, "frontier.svg"), Path.Combine(reports, "charts.png"));
        var (code, _, _) = await RunAsync($"simulate --trace {Trace(50)} --profile llama-8b-h200 --policy planner,static --html {html} --svg {svg} --png {png}");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("llama-3.1-8b-fp8/h200_sxm/tp1, TTFT", await File.ReadAllTextAsync(html));
        Assert.StartsWith("<svg xmlns", await File.ReadAllTextAsync(svg));
        Assert.Equal("PNG"u8.ToArray(), (await File.ReadAllBytesAsync(png))[1..4]);

        var (denied, _, errors) = await RunAsync($"simulate --trace {Trace(50)} --policy static --html {FolderPath}");
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
    public async Task Compressed_traces_are_read_too()
    {
        var path = Path.Combine(FolderPath, "trace.csv.gz");
        using (var zip = new GZipStream(File.Create(path), CompressionMode.Compress))
        {
            zip.Write(Encoding.UTF8.GetBytes(Azure + Line(0) + Line(5)));
        }

        var (code, output, _) = await RunAsync($"simulate --trace {path} --policy static -o json");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(2, (int)JsonNode.Parse(output)!["runs"]![0]!["requests"]!);
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
}
