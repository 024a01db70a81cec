using System.CommandLine;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Cli.Simulate;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Comparison;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner simulate</c>: the same decision code, offline, on recorded traffic, beside other policies.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var trace = new Option<string?>("--trace")
        {
            Description = "A request trace: Azure CSV, Mooncake JSONL or dynamo.request.trace.v1, plain or gzip.",
            HelpName = "file",
        };
        var synthetic = new Option<string>("--synthetic")
        {
            Description = $"Traffic where there is no trace: {string.Join(", ", SyntheticShapes.Names)}.",
            DefaultValueFactory = _ => "sinusoid",
            HelpName = "shape",
        };
        synthetic.AcceptOnlyFromAmong([.. SyntheticShapes.Names]);
        var duration = CommonOptions.Duration("--duration", "How much of the traffic is played, e.g. 30m. Default: all of a trace, an hour or a day of synthetic traffic.");
        var seed = CommonOptions.Number("--seed", "The same seed gives the same bytes", 1, 0, int.MaxValue);
        var rate = CommonOptions.Positive("--rate", "Multiplies the rate of requests.", 1);
        var staticPeak = CommonOptions.Whole("--static-peak-gpus", "Multiplies the rate until static provisioning takes at least so many GPUs; the factor is printed.", 1, 512);
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Pass over lines of the trace that cannot be read, and say how many." };
        var ttft = CommonOptions.Positive("--ttft-ms", "Target for the time to the first token.", 2000);
        var itl = CommonOptions.Positive("--itl-ms", "Target for the time between tokens.", 50);
        var profile = new Option<string>("--profile")
        {
            Description = $"What an engine can do: {string.Join(", ", EngineChoice.Names)} (estimated), or a folder with a profile's two documents.",
            DefaultValueFactory = _ => EngineChoice.Names.First(),
            HelpName = "name",
        };
        var prefillGpus = CommonOptions.Number("--prefill-gpus", "GPUs of one prefill replica of a profile in a folder", 1, 1, 64);
        var decodeGpus = CommonOptions.Number("--decode-gpus", "GPUs of one decode or aggregated replica of a profile in a folder", 1, 1, 64);
        var aggregated = new Option<bool>("--aggregated") { Description = "Engines do both phases instead of one each." };
        var prefix = new Option<bool>("--prefix-caching") { Description = "Prompts reuse the KV cache of earlier ones, where the trace has block hashes." };
        var startUp = DurationsOption();
        var drain = CommonOptions.Duration("--drain-deadline", "What a replica that is taken away still holds after this time fails. Default: it finishes.");
        var maxGpus = CommonOptions.Whole("--max-gpus", "Most GPUs of the pool. Default: no ceiling.", 1, 100_000);
        var policies = new Option<string[]>("--policy")
        {
            Description = $"Which policies are compared, separated by commas: {string.Join(", ", PolicyComparison.Names)}. Default: all.",
            DefaultValueFactory = _ => [.. PolicyComparison.Names],
            HelpName = "names",
            CustomParser = result => SplitPolicies(result.Tokens[^1].Value, result.AddError),
        };
        var share = CommonOptions.Share("--static-share", "What static provisioning is sized for, as a share of what unlimited GPUs reach.", 0.99);
        var output = OutputOptions.Format();
        var verb = new Command("simulate", "Replay traffic against simulated engines and compare what policies make of it: targets met, GPU-hours, goodput.")
        {
            trace, synthetic, duration, seed, rate, staticPeak, skip, ttft, itl, profile, prefillGpus, decodeGpus, aggregated, prefix, startUp,
            drain, maxGpus, policies, share, output,
        };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new SimulateOptions
            {
                Trace = parsed.GetValue(trace),
                Synthetic = parsed.GetValue(synthetic)!,
                Duration = parsed.GetValue(duration),
                Seed = (ulong)parsed.GetValue(seed),
                Rate = parsed.GetValue(rate),
                StaticPeakGpus = parsed.GetValue(staticPeak),
                SkipBadLines = parsed.GetValue(skip),
                Targets = new LatencyTargets(parsed.GetValue(ttft), parsed.GetValue(itl)),
                Profile = parsed.GetValue(profile)!,
                PrefillGpus = parsed.GetValue(prefillGpus),
                DecodeGpus = parsed.GetValue(decodeGpus),
                Aggregated = parsed.GetValue(aggregated),
                PrefixCaching = parsed.GetValue(prefix),
                StartUp = parsed.GetValue(startUp)!,
                DrainDeadline = parsed.GetValue(drain),
                MaxGpus = parsed.GetValue(maxGpus) ?? -1,
                Policies = parsed.GetValue(policies)!,
                StaticShare = parsed.GetValue(share),
            };
            using var bar = new ProgressBar(Console.IsErrorRedirected ? null : parsed.InvocationConfiguration.Error, TimeProvider.System);
            var answer = SimulateSession.Run(options, bar, cancellationToken);
            bar.Dispose();
            await OutputOptions.WriteAsync(parsed.InvocationConfiguration.Output, parsed.GetValue(output), answer, SimulationText.Of);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static Option<TimeSpan[]> DurationsOption() => new("--start-up")
    {
        Description = "Time until an ordered replica serves, e.g. 60s; several, separated by commas, are played one after the other.",
        DefaultValueFactory = _ => [TimeSpan.FromSeconds(60)],
        HelpName = "times",
        CustomParser = result =>
        {
            var times = new List<TimeSpan>();
            foreach (var word in result.Tokens[^1].Value.Split(','))
            {
                if (CommonOptions.TryDuration(word) is { } time)
                {
                    times.Add(time);
                }
                else
                {
                    result.AddError($"--start-up {word} is not a time up to 24h: write for example 30s or 5m, or several as 0s,60s");
                }
            }

            return [.. times];
        },
    };

    private static string[] SplitPolicies(string words, Action<string> fail)
    {
        var names = words.Split(',');
        foreach (var name in names.Where(name => !PolicyComparison.Names.Contains(name)))
        {
            fail($"--policy {name} is not a policy: use {string.Join(", ", PolicyComparison.Names)}");
        }

        return names;
    }
}
