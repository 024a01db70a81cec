using System.Globalization;
using System.Text.Json;

namespace KubeOpsPlanner.Operator.Observations.Prometheus;

/// <summary>The answer to an instant query: series, or why there are none.</summary>
/// <param name="Problem">A sentence that names the server and the query; null when there is an answer, be it empty.</param>
public sealed record PrometheusAnswer(IReadOnlyList<MetricSample> Series, string? Problem)
{
    public static PrometheusAnswer Failed(string problem) => new([], problem);

    /// <summary>Series that cannot be read are left out, so that one broken one does not hide the others.</summary>
    public static PrometheusAnswer Read(string text, string source)
    {
        try
        {
            var body = JsonSerializer.Deserialize<Body>(text, JsonSerializerOptions.Web);
            if (body is not { Status: "success", Data: { } data }) return Failed($"{source} failed: {body?.Error ?? "the answer has no status"}");
            return data is { ResultType: "vector", Result: { } result }
                ? new PrometheusAnswer([.. result.Select(Sample).OfType<MetricSample>()], null)
                : Failed($"{source} answered with {data.ResultType ?? "nothing"}, expected a vector");
        }
        catch (JsonException)
        {
            return Failed($"{source} answered with something else than JSON: is it a Prometheus?");
        }
    }

    private static double? Value(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    private static MetricSample? Sample(JsonElement series)
    {
        if (series.ValueKind != JsonValueKind.Object
            || !series.TryGetProperty("metric", out var metric) || metric.ValueKind != JsonValueKind.Object
            || !series.TryGetProperty("value", out var pair) || pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
        {
            return null;
        }

        var labels = metric.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);
        return pair[1].ValueKind == JsonValueKind.String && Value(pair[1].GetString()!) is { } value
            ? new MetricSample(labels.GetValueOrDefault("__name__", ""), labels, value)
            : null;
    }

    private sealed record Body(string? Status, string? Error, Data? Data);

    private sealed record Data(string? ResultType, IReadOnlyList<JsonElement>? Result);
}
