using System.CommandLine;
using KubeOpsPlanner.Cli.Simulate.Scenarios;
using KubeOpsPlanner.Cli.Simulate.Traffic;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>The options that describe the one pool of a simulation without a scenario file.</summary>
internal sealed class PoolOptions
{
    private readonly Option<string?> _trace = new("--trace")
    {
        Description = "A request trace: Azure CSV, Mooncake JSONL or dynamo.request.trace.v1, plain or gzip.",
        HelpName = "file",
    };

    private readonly Option<string?> _recorded = new("--recorded")
    {
        Description = "What \"kubectl get pplan NAME -o json --watch\" wrote: its decisions are played as policy \"recorded\", on its traffic where there is no trace.",
        HelpName = "file",
    };

    private readonly Option<string?> _synthetic = new("--synthetic")
    {
        Description = $"Traffic where there is no trace: {string.Join(", ", SyntheticShapes.Names)}. Default: {SyntheticShapes.Default}.",
        HelpName = "shape",
    };

    private readonly Option<double> _rate = CommonOptions.Positive("--rate", "Multiplies the rate of requests.", 1);

    private readonly Option<string> _profile = new("--profile")
    {
        Description = $"What an engine can do: {string.Join(", ", EngineChoice.Names)} (estimated), or a folder with a profile's two documents.",
        DefaultValueFactory = _ => EngineChoice.Default,
        HelpName = "name",
    };

    private readonly Option<int?> _prefillGpus = CommonOptions.Whole("--prefill-gpus", "GPUs of one prefill replica of a profile in a folder. Default: 1.", 1, 64);
    private readonly Option<int?> _decodeGpus = CommonOptions.Whole("--decode-gpus", "GPUs of one decode or aggregated replica of a profile in a folder. Default: 1.", 1, 64);
    private readonly Option<bool> _aggregated = new("--aggregated") { Description = "Engines do both phases instead of one each." };
    private readonly Option<bool> _prefix = new("--prefix-caching") { Description = "Prompts reuse the KV cache of earlier ones, where the trace has block hashes." };

    private readonly Option<string> _router = new("--router")
    {
        Description = $"What becomes of a request that comes: {RouterNames.All}. Held ones wait at the router until an engine has room, all others are sent at once and wait in the engine.",
        DefaultValueFactory = _ => RouterNames.Default,
        HelpName = "name",
    };

    private readonly Option<string?> _drain = new("--drain-deadline")
    {
        Description = "What a replica that is taken away still holds after this time fails, e.g. 5s. Default: it finishes.",
        HelpName = "time",
    };

    private readonly Option<double> _startUpSpread = CommonOptions.Positive(
        "--start-up-spread", "The 99th percentile of start-up times over their median, which is --start-up; 1: all take the same time.", 1);

    private readonly Option<int?> _maxGpus = CommonOptions.Whole("--max-gpus", "Most GPUs of the pool itself, as in a PoolPlan. Default: no ceiling.", 1, 100_000);

    private Option[] All =>
        [_trace, _synthetic, _recorded, _rate, _profile, _prefillGpus, _decodeGpus, _aggregated, _prefix, _router, _drain, _startUpSpread, _maxGpus];

    public void AddTo(Command verb)
    {
        foreach (var option in All)
        {
            verb.Add(option);
        }
    }

    /// <exception cref="UserError">An option was typed that something else makes void.</exception>
    public void Check(ParseResult parsed, bool hasScenario, bool scalesRate)
    {
        if (hasScenario && All.FirstOrDefault(option => IsTyped(parsed, option)) is { } stray)
        {
            throw new UserError($"{stray.Name} describes the pool of a run without a scenario file: write it into the file, or leave --scenario out");
        }

        if (scalesRate && IsTyped(parsed, _rate))
        {
            throw new UserError("--rate and --static-peak-gpus both set the rate of requests: give one of them");
        }
    }

    private static bool IsTyped(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    public PoolDocument Read(ParseResult parsed) => new()
    {
        Trace = parsed.GetValue(_trace),
        Synthetic = parsed.GetValue(_synthetic),
        Recorded = parsed.GetValue(_recorded),
        Rate = parsed.GetValue(_rate),
        Profile = parsed.GetValue(_profile)!,
        PrefillGpus = parsed.GetValue(_prefillGpus),
        DecodeGpus = parsed.GetValue(_decodeGpus),
        Aggregated = parsed.GetValue(_aggregated),
        PrefixCaching = parsed.GetValue(_prefix),
        Router = parsed.GetValue(_router)!,
        DrainDeadline = parsed.GetValue(_drain),
        StartUpSpread = parsed.GetValue(_startUpSpread),
        MaxGpus = parsed.GetValue(_maxGpus) ?? -1,
    };
}
