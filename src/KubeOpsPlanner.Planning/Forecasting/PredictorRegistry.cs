using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using KubeOpsPlanner.Planning.Forecasting.Arima;
using KubeOpsPlanner.Planning.Forecasting.Automatic;
using KubeOpsPlanner.Planning.Forecasting.Ets;
using KubeOpsPlanner.Planning.Forecasting.Prophet;

namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>Every predictor there is. A new one is a file of its own and one line here.</summary>
public static class PredictorRegistry
{
    private static readonly Registration[] Registered =
    [
        new(ConstantPredictor.Type, typeof(ConstantPredictor), _ => new ConstantPredictor(0)),
        new(ArimaPredictor.Type, typeof(ArimaPredictor), ArimaPredictor.Create),
        new(KalmanPredictor.Type, typeof(KalmanPredictor), options => KalmanPredictor.Create(options.Kalman)),
        new(ProphetPredictor.Type, typeof(ProphetPredictor), ProphetPredictor.Create),
        new(EtsPredictor.Type, typeof(EtsPredictor), EtsPredictor.Create),
        new(AutomaticPredictor.Type, typeof(AutomaticPredictor), AutomaticPredictor.Create),
    ];

    public static IReadOnlyList<string> Types { get; } = [.. Registered.Select(entry => entry.Type)];

    /// <summary>Serialises forecasters with the predictor's type beside its state.</summary>
    public static JsonSerializerOptions SerializerOptions { get; } = CreateSerializerOptions();

    /// <exception cref="ArgumentException">The type is not registered; the message lists those that are.</exception>
    public static IPredictor Create(PredictorOptions options)
    {
        foreach (var entry in Registered)
        {
            if (entry.Type == options.Type) return entry.Create(options);
        }

        throw new ArgumentException(
            $"predictor type \"{options.Type}\" is unknown: use one of {string.Join(", ", Types)}.", nameof(options));
    }

    private static JsonSerializerOptions CreateSerializerOptions()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(info =>
        {
            if (info.Type != typeof(IPredictor)) return;
            info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "type" };
            foreach (var entry in Registered) info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(entry.State, entry.Type));
        });
        return new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = resolver,
            IgnoreReadOnlyProperties = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };
    }

    private sealed record Registration(string Type, Type State, Func<PredictorOptions, IPredictor> Create);
}
