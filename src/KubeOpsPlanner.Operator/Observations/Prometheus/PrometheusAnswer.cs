using System.Globalization;
using System.Text.Json;

namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>The answer to an instant query: series, or why there are none.</summary>
/// <param name="Series">Of a query for one value each.</param>
/// <param name="Problem">A sentence that names the server and the query; null when there is an answer, be it empty.</param>
public sealed record PrometheusAnswer(IReadOnlyList<MetricSample> Series, string? Problem)
{
    private const string Vector = "vector";
    private const string Matrix = "matrix";

    /// <summary>Of a query for every sample in a range.</summary>
    public IReadOnlyList<SampledSeries> Ranges { get; private init; } = [];

    /// <summary>The moment that <see cref="Series"/> are of, in seconds on the server's clock; null without any.</summary>
    public double? At { get; private init; }

    public static PrometheusAnswer Failed(string problem) => new([], problem);

    /// <summary>Series that cannot be read are left out, so that one broken one does not hide the others.</summary>
    /// <param name="isRange">Whether the query asked for every sample in a range.</param>
    public static PrometheusAnswer Read(string text, string source, bool isRange = false)
    {
        try
        {
            var expected = isRange ? Matrix : Vector;
            var body = JsonSerializer.Deserialize<Body>(text, JsonSerializerOptions.Web);
            if (body is not { Status: "success", Data: { } data }) return Failed($"{source} failed: {body?.Error ?? "the answer has no status"}");
            if (data.ResultType != expected || data.Result is not { } result) return Failed($"{source} answered with {data.ResultType ?? "nothing"}, expected a {expected}");
            if (isRange) return new PrometheusAnswer([], null) { Ranges = [.. result.Select(Range).OfType<SampledSeries>()] };
            var samples = result.Select(Sample).OfType<(double At, MetricSample Sample)>().ToList();
            return new PrometheusAnswer([.. samples.Select(sample => sample.Sample)], null) { At = samples.Count > 0 ? samples[0].At : null };
        }
        catch (JsonException)
        {
            return Failed($"{source} answered with something else than JSON: is it a Prometheus?");
        }
    }

    private static (double At, MetricSample Sample)? Sample(JsonElement series) =>
        Labels(series) is { } labels && series.TryGetProperty("value", out var pair) && Point(pair) is { } point
            ? (point.At, new MetricSample(labels.GetValueOrDefault("__name__", ""), labels, point.Value))
            : null;

    private static SampledSeries? Range(JsonElement series) =>
        Labels(series) is { } labels && series.TryGetProperty("values", out var pairs) && pairs.ValueKind == JsonValueKind.Array
        && pairs.EnumerateArray().Select(Point).OfType<(double, double)>().ToList() is { Count: > 0 } points
            ? new SampledSeries(labels, points)
            : null;

    private static Dictionary<string, string>? Labels(JsonElement series) =>
        series.ValueKind == JsonValueKind.Object && series.TryGetProperty("metric", out var metric) && metric.ValueKind == JsonValueKind.Object
            ? metric.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal)
            : null;

    private static (double At, double Value)? Point(JsonElement pair) =>
        pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
        && pair[0].ValueKind == JsonValueKind.Number && pair[1].ValueKind == JsonValueKind.String && Value(pair[1].GetString()!) is { } value
            ? (pair[0].GetDouble(), value)
            : null;

    private static double? Value(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    private sealed record Body(string? Status, string? Error, Data? Data);

    private sealed record Data(string? ResultType, IReadOnlyList<JsonElement>? Result);
}
