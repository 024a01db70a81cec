using System.Globalization;
using System.Text;

namespace KubeOpsPlanner.Kubernetes.Metrics;

/// <summary>The Prometheus text exposition format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            var series = family.Series.ToList();
            if (series.Count == 0)
            {
                continue;
            }

            if (family.Help.Length > 0)
            {
                text.Append("# HELP ").Append(family.Name).Append(' ').Append(EscapeHelp(family.Help)).Append('\n');
            }

            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type.ToString().ToLowerInvariant()).Append('\n');
            foreach (var one in series)
            {
                WriteSeries(text, family, one);
            }
        }

        return text.ToString();
    }

    private static void WriteSeries(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        var (value, count, cumulative) = series.Read();
        if (family.Type != MetricType.Histogram)
        {
            WriteSample(text, family.Name, series, null, Number(value));
            return;
        }

        for (var i = 0; i < cumulative.Length; i++)
        {
            WriteSample(text, family.Name + "_bucket", series, Number(family.Bounds[i]), Number(cumulative[i]));
        }

        WriteSample(text, family.Name + "_bucket", series, "+Inf", Number(count));
        WriteSample(text, family.Name + "_sum", series, null, Number(value));
        WriteSample(text, family.Name + "_count", series, null, Number(count));
    }

    private static void WriteSample(StringBuilder text, string name, MetricSeries series, string? upperBound, string value)
    {
        text.Append(name);
        var labels = series.Labels.Select(label => $"{label.Key}=\"{EscapeLabel(label.Value)}\"");
        if (upperBound is not null)
        {
            labels = labels.Append($"le=\"{upperBound}\"");
        }

        if (string.Join(',', labels) is { Length: > 0 } joined)
        {
            text.Append('{').Append(joined).Append('}');
        }

        text.Append(' ').Append(value).Append('\n');
    }

    private static string EscapeHelp(string help) => help.Replace("\\", "\\\\").Replace("\n", "\\n");

    private static string EscapeLabel(string value) => EscapeHelp(value).Replace("\"", "\\\"");

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
