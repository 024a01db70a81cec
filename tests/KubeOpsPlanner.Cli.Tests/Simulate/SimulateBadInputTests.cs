using System.IO.Compression;
using System.Text;

namespace KubeOpsPlanner.Cli.Tests.Simulate;

/// <summary>What cannot be played gets one sentence, and never a stack trace.</summary>
public sealed class SimulateBadInputTests : SimulatedFolder
{
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

        var path = Path.Combine(FolderPath, "cut.csv.gz");
        await File.WriteAllBytesAsync(path, packed.ToArray()[..^20]);
        var (code, output, errors) = await RunAsync($"simulate --trace {path} --policy static{more}");

        Assert.Equal((ExitCode.BadUsage, ""), (code, output));
        Assert.Contains("damaged or cut off", errors);
    }

    [Theory]
    [InlineData("--trace /does/not/exist.csv", "there is no file \"/does/not/exist.csv\"")]
    [InlineData("--policy planer", "--policy planer is not a policy: use planner")]
    [InlineData("--policy recorded", "--policy recorded needs the decisions of every pool: give --recorded FILE, or recorded to each pool of the scenario")]
    [InlineData("--start-up 60", "--start-up 60 is not a time up to 24h")]
    [InlineData("--router magic", "router magic is unknown: use held, round-robin, random, least-loaded, kv-aware")]
    [InlineData("--duration 0s", "--duration 0s is not a time above 0, up to 24h")]
    [InlineData("--scenario fleet.yaml --rate 2", "--rate describes the pool of a run without a scenario file: write it into the file, or leave --scenario out")]
    [InlineData("--trace a.csv --synthetic bursts", "pool inference/chat has a trace and synthetic traffic: give one of them")]
    [InlineData("--rate 2 --static-peak-gpus 8", "--rate and --static-peak-gpus both set the rate of requests: give one of them")]
    [InlineData("--policy planner,static,planner", "--policy names planner twice: name it once")]
    [InlineData("--predictor arima,arima", "--predictor names arima twice: name it once")]
    [InlineData("--start-up 60s,30s,1m", "--start-up 1m repeats a value: give each once")]
    [InlineData("--budget 8,16,8", "--budget 8 repeats a value: give each once")]
    [InlineData("--budget 16,3", "a budget of 3 GPUs is below the 4 of the pools' fewest replicas: raise it, or lower minEndpoint")]
    [InlineData("--trace /", "is a folder: give the path of a trace")]
    [InlineData("--start-up-spread 0.5", "the start-up spread 0.5 of pool inference/chat is below 1")]
    [InlineData("--predictor oracle", "--predictor oracle is not a predictor: use constant")]
    [InlineData("--budget -1", "--budget -1 is not a whole number from 0")]
    [InlineData("--scenario /does/not/exist.yaml", "scenario \"/does/not/exist.yaml\" cannot be read")]
    [InlineData("--profile h300", "profile h300 is neither llama-70b-h200 nor llama-8b-h200 nor a folder with prefill_raw_data.json")]
    [InlineData("--prefill-gpus 4", "4 GPUs are given for the built-in profile llama-70b-h200, whose replicas have 2: leave them out, or name a folder with a profile")]
    [InlineData("--profile llama-8b-h200 --decode-gpus 1", "1 GPUs are given for the built-in profile llama-8b-h200, whose replicas have 1")]
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
    public async Task A_trace_of_bad_lines_only_says_how_many_were_passed_over()
    {
        var path = Write("trace.csv", Azure + "2023-11-16 18:00:01,-5,10\n2023-11-16 18:00:02,x,10\n");
        var (code, _, errors) = await RunAsync($"simulate --trace {path} --skip-bad-lines");

        Assert.Equal(ExitCode.BadUsage, code);
        Assert.Contains("give a trace with at least one (2 bad lines passed over: leave --skip-bad-lines out to see what is wrong)", errors);
    }

    [Fact]
    public async Task A_trace_with_a_date_that_is_years_away_is_refused_and_its_beginning_can_be_played()
    {
        var path = Write("trace.csv", Azure + Line(0) + Line(20) + "2063-04-05 00:00:00,1000,50\n");
        var (code, output, errors) = await RunAsync($"simulate --trace {path} --policy static");

        Assert.Equal((ExitCode.BadUsage, ""), (code, output));
        Assert.Contains("trace \"trace.csv\": request 3 comes 14384 days after the first, and at most 31 days are played: correct the timestamps, or play the beginning with --duration", errors);
        Assert.Equal(ExitCode.Ok, (await RunAsync($"simulate --trace {path} --policy static --duration 1m")).Code);
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
    [InlineData("pools: [{name: a/B_c}]", "pool a/B_c cannot be in a cluster: namespace and graph have lower-case letters, digits")]
    [InlineData("pools: [{name: a/b, maxGpus: 3}]", "maxGpus 3 of pool a/b is below the 4 GPUs of its fewest replicas: raise it, or lower minEndpoint")]
    [InlineData("pools: [{name: a/b}, {name: a/c, minEndpoint: 2}]\nbudget: {maxGpus: 11}", "a budget of 11 GPUs is below the 12 of the pools' fewest replicas")]
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
    [InlineData("pools: [{name: a/b}]\nfailures: [{pool: a/b, role: decode}]", "a failure says neither when nor how often: give at, for example 30m, or mtbf, for example 6h")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{at: 1m, pool: a/b, role: decode, replicas: 0}]", "failures.replicas 0 fails nothing: give 1 or more")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: 6h, at: 1m, pool: a/b}]", "the failure with mtbf 6h also says at")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: 6h, pool: a/b, repair: 5m}]", "failures.repair 5m is for a node that fails")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: 6h, role: decode}]", "the failure with mtbf 6h does not say what fails: give a pool")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: 30s, pool: a/b}]", "failures.mtbf 30s is below 1m")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: often, pool: a/b}]", "failures.mtbf often is not a time up to 87600h")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: 6h, pool: a/c}]", "a failure names pool a/c, which is not in the scenario")]
    [InlineData("pools: [{name: a/b}]\nfailures: [{mtbf: 6h, repair: 15m}]", "nodes fail at random, but the scenario has no nodes: give it their count, or name the pool whose replicas fail")]
    [InlineData("pools: [{name: a/b, startUpSpread: 0.5}]", "the start-up spread 0.5 of pool a/b is below 1")]
    [InlineData("pools: [{name: a/b}]\npolicies: [{name: static}]", "policy static of the scenario file has the name of another policy: give it a name of its own")]
    [InlineData("pools: [{name: a/b}]\nduration: 0s", "duration 0s plays nothing: write for example 30m")]
    [InlineData("pools: [{name: a/b, rate: 0}]", "rate of pool a/b is 0: give a number above 0")]
    [InlineData("pools: [{name: a/b, ttftMs: -5}]", "ttftMs of pool a/b is -5: give a number above 0")]
    [InlineData("pools: [{name: a/b, minEndpoint: -3}]", "minEndpoint of pool a/b is -3: give 0 or more")]
    [InlineData("pools: [{name: a/b, prefillGpus: 0}]", "prefillGpus of pool a/b is 0: give 1 or more")]
    [InlineData("pools: [{name: a/b, maxGpus: -2}]", "maxGpus of pool a/b is -2: give -1 or more, where -1 is no limit")]
    [InlineData("pools: [{name: a/b}]\nnodes: {count: 0}", "nodes.count is 0: give 1 or more")]
    [InlineData("pools: [{name: a/b}]\nbudget: {maxGpus: 4, minGpus: 9}", "budget.minGpus 9 is above budget.maxGpus 4: lower it, or raise maxGpus")]
    [InlineData("pools: [{name: a/b}]\npolicies: [{name: x, percentile: 400}]", "percentile of policy x is 400: give a number from 1 to 99.9")]
    [InlineData("pools: [{name: a/b}]\npolicies: [{name: x, intervalSeconds: 0}]", "intervalSeconds of policy x is 0: give a number above 0")]
    [InlineData("pools: [{name: a/b}]\npolicies: [{name: x, predictor: oracle}]", "predictor oracle of policy x is not a predictor: use constant")]
    [InlineData("pools: 5", "a value is of another type than the field (at $.pools)")]
    [InlineData("pools: {", "line")]
    public async Task Bad_scenarios_get_one_sentence(string yaml, string sentence)
    {
        var (code, output, errors) = await RunAsync($"simulate --scenario {Write("scenario.yaml", yaml)}");

        Assert.Equal((ExitCode.BadUsage, ""), (code, output));
        Assert.Contains(sentence, errors);
        Assert.DoesNotContain("   at ", errors);
    }
}
