using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace KubeOpsPlanner.Kubernetes.Metrics;

internal enum MetricType
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>All series of one name.</summary>
internal sealed class MetricFamily
{
    // The client libraries' defaults for seconds.
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new();

    public MetricFamily(Instrument instrument)
    {
        Name = NameOf(instrument);
        Help = instrument.Description ?? "";
        Type = TypeOf(instrument);
        IsObservable = instrument.IsObservable;
        Bounds = Type == MetricType.Histogram ? BoundsOf(instrument) : [];
        IsAdded = instrument.GetType().GetGenericTypeDefinition() is var kind
            && (kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>));
    }

    public string Name { get; }

    public string Help { get; }

    public MetricType Type { get; }

    /// <summary>Asked for its values at every scrape.</summary>
    public bool IsObservable { get; }

    public double[] Bounds { get; }

    public IEnumerable<MetricSeries> Series => _series.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>Measurements are differences, not values.</summary>
    private bool IsAdded { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        var series = _series.GetOrAdd(KeyOf(labels), _ => new MetricSeries(labels, Bounds));
        if (Type == MetricType.Histogram)
        {
            series.Observe(value);
        }
        else if (IsAdded)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }

    /// <summary>Before observing anew: what is no longer reported is to disappear.</summary>
    public void Clear() => _series.Clear();

    /// <summary>The meter's name and the instrument's.</summary>
    public static string NameOf(Instrument instrument) => Sanitize($"{instrument.Meter.Name}_{instrument.Name}");

    /// <summary>A valid metric or label name; dots and other separators become underscores.</summary>
    private static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(character) || character is '_' or ':' ? character : '_');
        }

        return text.Length > 0 && char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }

    private static KeyValuePair<string, string>[] Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new KeyValuePair<string, string>[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            labels[i] = new(Sanitize(tags[i].Key), tags[i].Value switch
            {
                null => "",
                bool flag => flag ? "true" : "false",
                var value => FormattableString.Invariant($"{value}"),
            });
        }

        Array.Sort(labels, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return labels;
    }

    private static string KeyOf(KeyValuePair<string, string>[] labels) =>
        string.Join('\u0001', labels.Select(label => label.Key + '\u0002' + label.Value));

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };

    private static MetricType TypeOf(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        return kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? MetricType.Counter
            : kind == typeof(Histogram<>) ? MetricType.Histogram
            : MetricType.Gauge;
    }
}
