using System.CommandLine;
using System.Text;
using KubeOpsPlanner.Cli.Output;
using KubeOpsPlanner.Cli.Simulate;
using KubeOpsPlanner.Cli.Simulate.Output;
using KubeOpsPlanner.Cli.Simulate.Scenarios;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Simulation.Replay.Comparison;
using KubeOpsPlanner.Simulation.Reporting.Comparison;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary><c>kubectl planner simulate</c>: the same decision code, offline, on recorded traffic, beside other policies.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var pool = new PoolOptions();
        var scenario = new Option<string?>("--scenario", "-f")
        {
            Description = "A file with several pools, their budget, nodes and failures, instead of the options of one pool.",
            HelpName = "file",
        };
        var duration = CommonOptions.Duration("--duration", "How much of the traffic is played, e.g. 30m. Default: all of a trace, an hour or a day of synthetic traffic.", mayBeZero: false);
        var seed = CommonOptions.Number("--seed", "The same seed gives the same bytes", 1, 0, int.MaxValue);
        var staticPeak = CommonOptions.Whole("--static-peak-gpus", "Multiplies the rate until static provisioning takes at least so many GPUs; the factor is printed.", 1, 512);
        var skip = new Option<bool>("--skip-bad-lines") { Description = "Pass over lines of the trace that cannot be read, and say how many." };
        var startUp = ListOptions.Durations("--start-up", "Time until an ordered replica serves, e.g. 60s.");
        var budget = ListOptions.Wholes("--budget", "The budget's ceiling in GPUs over all pools. Default: none.", 0);
        var minEndpoint = ListOptions.Wholes("--min-endpoint", "Fewest replicas of every role.", 0);
        var prefillMinEndpoint = ListOptions.Wholes("--prefill-min-endpoint", "Fewest prefill replicas, instead of --min-endpoint.", 0);
        var ttft = ListOptions.Positives("--ttft-ms", "Target for the time to the first token. Default: 2000.");
        var itl = ListOptions.Positives("--itl-ms", "Target for the time between tokens. Default: 50.");
        var predictors = ListOptions.Words("--predictor", $"The predictor of policies that forecast: {string.Join(", ", PredictorRegistry.Types)}. Default: each policy's own.");
        var policies = ListOptions.Words("--policy", $"Which policies are compared: {string.Join(", ", PolicyComparison.Names)}, and those of the scenario. Default: all.");
        var share = CommonOptions.Share("--static-share", "What static provisioning is sized for, as a share of what unlimited GPUs reach.", 0.99);
        var html = new Option<FileInfo?>("--html") { Description = "Write a report with charts, one file without any other.", HelpName = "file" };
        var svg = new Option<FileInfo?>("--svg") { Description = "Write the chart of GPU-hours against targets met.", HelpName = "file" };
        var png = new Option<FileInfo?>("--png") { Description = "Write that chart and the policies over time as a picture.", HelpName = "file" };
        var output = OutputOptions.Format();
        var verb = new Command(
            "simulate",
            "Replay traffic against simulated engines and compare what policies make of it: targets met, GPU-hours, goodput. No cluster is needed.")
        {
            scenario, duration, seed, staticPeak, skip, startUp, budget, minEndpoint, prefillMinEndpoint, ttft, itl, predictors, policies, share, html, svg, png, output,
        };
        pool.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var words = parsed.GetValue(predictors)!;
            if (words.FirstOrDefault(word => !PredictorRegistry.Types.Contains(word)) is { } unknown)
            {
                throw new UserError($"--predictor {unknown} is not a predictor: use {string.Join(", ", PredictorRegistry.Types)}");
            }

            pool.Check(parsed, hasScenario: parsed.GetValue(scenario) is not null, scalesRate: parsed.GetValue(staticPeak) is not null);
            var document = parsed.GetValue(scenario) is { } file ? ScenarioReader.Read(file) : new ScenarioDocument { Pools = [pool.Read(parsed)] };
            var (ttftMs, itlMs) = (parsed.GetValue(ttft)!, parsed.GetValue(itl)!);
            var options = new SimulateOptions
            {
                Scenario = document.WithTargets(ttftMs, itlMs),
                Cases = SimulationCase.Combine(
                    parsed.GetValue(startUp)!,
                    parsed.GetValue(budget)!,
                    parsed.GetValue(minEndpoint)!,
                    parsed.GetValue(prefillMinEndpoint)!,
                    ttftMs is [_] ? [] : ttftMs,
                    itlMs is [_] ? [] : itlMs,
                    words),
                Policies = parsed.GetValue(policies) is { Length: > 0 } names ? names : null,
                Duration = parsed.GetValue(duration),
                Seed = (ulong)parsed.GetValue(seed),
                StaticPeakGpus = parsed.GetValue(staticPeak),
                SkipsBadLines = parsed.GetValue(skip),
                StaticShare = parsed.GetValue(share),
            };
            using var bar = new ProgressBar(Console.IsErrorRedirected ? null : parsed.InvocationConfiguration.Error, TimeProvider.System);

            // Ctrl-C is listened to only once the verb has given its thread back.
            var (answer, page) = await Task.Run(() => SimulateSession.Run(options, bar, cancellationToken), cancellationToken)
                .WaitAsync(cancellationToken);
            bar.Clear();
            Write(parsed.GetValue(html), () => Encoding.UTF8.GetBytes(ComparisonReport.Html(page)));
            Write(parsed.GetValue(svg), () => Encoding.UTF8.GetBytes(ComparisonReport.Svg(page)));
            Write(parsed.GetValue(png), () => ComparisonReport.Png(page));
            await OutputOptions.WriteAsync(parsed.InvocationConfiguration.Output, parsed.GetValue(output), answer, SimulationText.Of);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Write(FileInfo? file, Func<byte[]> content)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            file.Directory?.Create();
            File.WriteAllBytes(file.FullName, content());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file.FullName} cannot be written: {error.Message}");
        }
    }
}
