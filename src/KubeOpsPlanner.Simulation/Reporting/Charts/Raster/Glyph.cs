using System.Globalization;

namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

/// <summary>One letter of <see cref="StrokeFont"/>.</summary>
internal sealed record Glyph(IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines, double Width)
{
    /// <summary>Corners are cut that often, which makes a curve of a polygon (Chaikin, 1974).</summary>
    private const int Cuts = 3;

    private const double Cut = 0.25;

    /// <param name="strokes">Each a row of points of two hexadecimal digits, x and y; a tilde makes it a curve, closed where it ends as it begins.</param>
    public static Glyph Of(string strokes)
    {
        var lines = strokes.Split(' ').Select(Line).ToArray();
        return new Glyph(lines, lines.Max(line => line.Max(point => point.X)));
    }

    private static IReadOnlyList<(double X, double Y)> Line(string stroke)
    {
        var isCurve = stroke[0] == '~';
        IReadOnlyList<(double X, double Y)> points = [.. stroke.TrimStart('~').Chunk(2).Select(digits => (Digit(digits[0]), Digit(digits[1])))];
        for (var i = 0; isCurve && i < Cuts; i++)
        {
            points = Smoother(points);
        }

        return points;
    }

    private static IReadOnlyList<(double X, double Y)> Smoother(IReadOnlyList<(double X, double Y)> points)
    {
        var isClosed = points[0] == points[^1];
        List<(double X, double Y)> cut = isClosed ? [] : [points[0]];
        for (var i = 0; i + 1 < points.Count; i++)
        {
            cut.Add(Between(points[i], points[i + 1], Cut));
            cut.Add(Between(points[i], points[i + 1], 1 - Cut));
        }

        cut.Add(isClosed ? cut[0] : points[^1]);
        return cut;
    }

    private static (double X, double Y) Between((double X, double Y) a, (double X, double Y) b, double share) =>
        (a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));

    private static double Digit(char digit) => int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
