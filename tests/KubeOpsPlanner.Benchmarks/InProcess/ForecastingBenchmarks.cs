using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Forecasting.Ets;
using KubeOpsPlanner.Planning.Forecasting.Prophet;
using MathNet.Numerics.Distributions;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Fitting, and following one more observation with its forecast.</summary>
public class ForecastingBenchmarks
{
    private const int Points = 100;

    private readonly double[] _traffic = new double[Points];
    private readonly double[] _airline = new double[144];
    private SeriesForecaster _constant = null!;
    private SeriesForecaster _kalman = null!;
    private SeriesForecaster _arima = null!;
    private SeriesForecaster _ets = null!;
    private SeriesForecaster _prophet = null!;
    private SeriesForecaster _automatic = null!;

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        var deviation = 0.0;
        for (var t = 0; t < Points; t++)
        {
            deviation = 0.7 * deviation + Normal.Sample(random, 0, 20);
            _traffic[t] = Math.Max(0, 200 + 2 * t + deviation);
        }

        // Twelve years of months: growth, a season in proportion to it, and noise, on the logarithmic scale.
        for (var t = 0; t < _airline.Length; t++)
            _airline[t] = 4.8 + 0.01 * t + 0.2 * Math.Sin(2 * Math.PI * t / 12) + Normal.Sample(random, 0, 0.04);

        // One short of the next fit, so that what is timed is following.
        (_constant, _kalman, _arima) = (Warm(ConstantPredictor.Type), Warm(KalmanPredictor.Type), Warm(ArimaPredictor.Type));
        (_ets, _prophet, _automatic) = (Warm(EtsPredictor.Type), Warm(ProphetPredictor.Type), Warm(AutomaticPredictor.Type));
    }

    [Benchmark(Description = "auto-ARIMA, stepwise, 100 points"), Goal(50_000)]
    public ArimaFit? Stepwise() => ArimaSearch.Run(_traffic, new ArimaSearchOptions());

    [Benchmark(Description = "auto-ARIMA, all orders, 100 points")]
    public ArimaFit? EveryOrder() => ArimaSearch.Run(_traffic, new ArimaSearchOptions(IsStepwise: false));

    [Benchmark(Description = "airline model fitted, 144 points"), Goal(1_000_000)]
    public ArimaFit? Airline() => ArimaFitter.Fit(_airline, new ArimaOrder(0, 1, 1, 0, 1, 1, 12));

    [Benchmark(Description = "auto-ARIMA, stepwise, seasonal, 144 points"), Goal(1_000_000)]
    public ArimaFit? Seasonal() => ArimaSearch.Run(_airline, new ArimaSearchOptions(12));

    [Benchmark(Description = "ETS chosen, 100 points")]
    public EtsModel? Ets() => EtsFitter.Select(_traffic, 1);

    [Benchmark(Description = "constant: observe and forecast")]
    public Forecast? Constant() => _constant.Observe(_traffic[^1]).Next();

    [Benchmark(Description = "Kalman: observe and forecast")]
    public Forecast? Kalman() => _kalman.Observe(_traffic[^1]).Next();

    [Benchmark(Description = "ARIMA: observe and forecast")]
    public Forecast? Arima() => _arima.Observe(_traffic[^1]).Next();

    [Benchmark(Description = "ETS: observe and forecast")]
    public Forecast? Smoothing() => _ets.Observe(_traffic[^1]).Next();

    [Benchmark(Description = "prophet: observe, fit and forecast")]
    public Forecast? Prophet() => _prophet.Observe(_traffic[^1]).Next();

    [Benchmark(Description = "auto: observe and forecast")]
    public Forecast? Automatic() => _automatic.Observe(_traffic[^1]).Next();

    private SeriesForecaster Warm(string type) =>
        _traffic.Aggregate(SeriesForecaster.Create(new PredictorOptions(type)), (series, value) => series.Observe(value));
}
