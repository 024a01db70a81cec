using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using KubeOpsPlanner.Cli.Demo;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>What <c>make demo</c> calls.</summary>
internal static class DemoVerb
{
    /// <summary>Both graphs need one prefill and one decode worker: 2 and 4 GPUs.</summary>
    private const int FewestGpus = 8;

    private const int SimulatedGpus = 32;

    public static Command Create()
    {
        var trace = new Option<string?>("--trace")
        {
            Description = "A request trace, Azure CSV or Mooncake JSONL, plain or gzip. Default: a bundled synthetic day.",
            HelpName = "file",
        };
        var report = new Option<FileInfo>("--report")
        {
            Description = "Where the report is written.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(".demo", "report.html")),
            HelpName = "file",
        };
        var maxGpus = CommonOptions.Number("--max-gpus", "The budget of both graphs together", 16, FewestGpus, SimulatedGpus);
        var duration = new Option<TimeSpan?>("--duration")
        {
            Description = "How much of the trace is played, e.g. 30m or 1h. Default: all of it.",
            CustomParser = ParseDuration,
            HelpName = "time",
        };
        var scale = CommonOptions.Positive("--scale", "How many seconds of traffic pass in one second, at most.", 40);
        var verbose = CommonOptions.Verbose();
        var verb = new Command("demo", "Play a trace in compressed time, refuse what breaks the budget, and write a report.")
        {
            trace, report, maxGpus, duration, scale, verbose,
        };
        verb.SetAction((parsed, cancellationToken) => DemoSession.RunAsync(
            new DemoOptions(
                parsed.GetValue(trace),
                parsed.GetValue(report)!,
                parsed.GetValue(maxGpus),
                parsed.GetValue(duration),
                parsed.GetValue(scale),
                parsed.GetValue(verbose) ? LogLevel.Information : LogLevel.Error),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return verb;
    }

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit > 0
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is >= 60 and <= 24 * 3600)
        {
            return TimeSpan.FromSeconds(number * unit);
        }

        result.AddError($"--duration {text} is not a time from 1m to 24h: write for example 30m or 1h");
        return null;
    }
}
