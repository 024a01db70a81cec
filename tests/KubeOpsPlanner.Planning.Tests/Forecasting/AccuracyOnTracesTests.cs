using System.Globalization;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Forecasting.Warmup;
using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Testing;
using Xunit.Abstractions;

namespace KubeOpsPlanner.Planning.Tests.Forecasting;

/// <summary>
/// Requests per interval of recorded traffic: predictors live through the first 60 % and are scored on the rest, one step
/// ahead, going on to learn. The table of docs/forecasting.md is this test's output.
/// </summary>
public sealed class AccuracyOnTracesTests(ITestOutputHelper output)
{
    private const double HeldOut = 0.4;
    private const double Probability = 0.9;

    private static readonly string[] Traces = ["azure-2023-code.csv", "mooncake-conversation.jsonl"];
    private static readonly double[] IntervalsSeconds = [15, 60, 180];

    [SkippableFact]
    public void The_default_costs_less_than_the_last_value_and_than_arima()
    {
        var losses = PredictorRegistry.Types.ToDictionary(type => type, _ => 0.0);
        output.WriteLine("| trace | interval | predictor | pinball loss | WAPE | coverage |");
        foreach (var trace in Traces)
            foreach (var intervalSeconds in IntervalsSeconds)
            {
                using var stream = File.OpenRead(SharedData.Require("traces", trace));
                var counts = TraceBuckets.Count(TraceStream.Read(stream, trace), intervalSeconds).Select(window => window.Requests!.Value).ToArray();
                foreach (var type in PredictorRegistry.Types)
                {
                    var score = Measure(new PredictorOptions(type) { IntervalSeconds = intervalSeconds }, counts);
                    losses[type] += Math.Log(score.Pinball);
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {trace} | {intervalSeconds} s | {type} | {score.Pinball:0.00} | {score.Wape:0.0} % | {score.Coverage:0} % |"));
                }
            }

        foreach (var (type, sum) in losses)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"geometric mean, {type}: {Math.Exp(sum / 6):0.00}"));
        Assert.True(losses[new PredictorOptions().Type] <= losses[ArimaPredictor.Type]);
        Assert.True(losses[new PredictorOptions().Type] <= losses[ConstantPredictor.Type]);
    }

    private static Score Measure(PredictorOptions options, double[] counts)
    {
        var series = SeriesForecaster.Create(options);
        var first = (int)(counts.Length * (1 - HeldOut));
        double pinball = 0, errors = 0, requests = 0, covered = 0;
        for (var t = 0; t < counts.Length; t++)
        {
            if (t >= first)
            {
                var forecast = series.Next()!;
                var quantile = forecast.Quantile(Probability);
                pinball += PinballLoss.Of(counts[t], quantile, Probability);
                errors += Math.Abs(counts[t] - forecast.Point);
                requests += counts[t];
                covered += counts[t] <= quantile ? 1 : 0;
            }

            series = series.Observe(counts[t]);
        }

        var n = counts.Length - first;
        return new Score(pinball / n, 100 * errors / requests, 100 * covered / n);
    }

    /// <param name="Wape">Sum of absolute errors over sum of values; single values may be 0, which rules MAPE out.</param>
    private sealed record Score(double Pinball, double Wape, double Coverage);
}
