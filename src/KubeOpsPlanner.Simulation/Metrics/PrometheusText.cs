using System.Globalization;
using System.Text;

namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>Writes the Prometheus text exposition format 0.0.4.</summary>
public sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public PrometheusText Family(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    public PrometheusText Sample(string name, double value, params IEnumerable<(string Name, string Value)> labels)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var (label, text) in labels)
        {
            _text.Append(separator).Append(label).Append("=\"").Append(Escape(text)).Append('"');
            separator = ',';
        }

        _text.Append(separator == ',' ? "} " : " ").Append(Number(value)).Append('\n');
        return this;
    }

    public PrometheusText Samples(string name, Histogram histogram, params IReadOnlyList<(string Name, string Value)> labels)
    {
        foreach (var (bound, cumulative) in histogram.Buckets())
        {
            Sample(name + "_bucket", cumulative, [.. labels, ("le", Number(bound))]);
        }

        Sample(name + "_bucket", histogram.Count, [.. labels, ("le", "+Inf")]);
        Sample(name + "_sum", histogram.Sum, labels);
        return Sample(name + "_count", histogram.Count, labels);
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
