using System.Globalization;
using System.Text;

namespace KubeOpsPlanner.Operator.Observations;

/// <summary>
/// A scraped <c>/metrics</c> page (Prometheus text format 0.0.4 and the part of OpenMetrics that looks the same).
/// Lines that cannot be read are skipped and counted: one broken series must not hide the others.
/// </summary>
public sealed record Exposition(IReadOnlyList<MetricSample> Samples, int SkippedLines)
{
    public static Exposition Parse(string text)
    {
        var samples = new List<MetricSample>();
        var skipped = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (ParseLine(line) is { } sample)
            {
                samples.Add(sample);
            }
            else
            {
                skipped++;
            }
        }

        return new Exposition(samples, skipped);
    }

    private static MetricSample? ParseLine(ReadOnlySpan<char> line)
    {
        var nameEnd = line.IndexOfAny('{', ' ', '\t');
        if (nameEnd <= 0)
        {
            return null;
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = line[nameEnd..];
        if (rest[0] == '{')
        {
            rest = rest[1..];
            if (!ReadLabels(ref rest, labels))
            {
                return null;
            }
        }

        rest = rest.Trim();
        var valueEnd = rest.IndexOfAny(' ', '\t');
        return ReadValue(valueEnd < 0 ? rest : rest[..valueEnd]) is { } value
            ? new MetricSample(line[..nameEnd].ToString(), labels, value)
            : null;
    }

    private static bool ReadLabels(ref ReadOnlySpan<char> rest, Dictionary<string, string> labels)
    {
        while (true)
        {
            rest = rest.TrimStart(" ,\t");
            if (rest.IsEmpty)
            {
                return false;
            }

            if (rest[0] == '}')
            {
                rest = rest[1..];
                return true;
            }

            var equals = rest.IndexOf('=');
            if (equals <= 0 || equals + 1 >= rest.Length || rest[equals + 1] != '"')
            {
                return false;
            }

            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 2)..];
            if (ReadQuoted(ref rest) is not { } value)
            {
                return false;
            }

            labels[name] = value;
        }
    }

    private static string? ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        for (var i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case '"':
                    rest = rest[(i + 1)..];
                    return value.ToString();
                case '\\' when i + 1 < rest.Length:
                    i++;
                    value.Append(rest[i] == 'n' ? '\n' : rest[i]);
                    break;
                default:
                    value.Append(rest[i]);
                    break;
            }
        }

        return null;
    }

    private static double? ReadValue(ReadOnlySpan<char> text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };
}
