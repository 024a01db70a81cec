using System.Globalization;
using System.Text;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>Straight lines from point to point.</summary>
/// <param name="Points">A point without y is a gap.</param>
/// <param name="IsClosed">The last point is joined to the first.</param>
internal sealed record ChartPath(IReadOnlyList<(double X, double? Y)> Points, bool IsClosed = false)
{
    /// <summary>The path data of SVG.</summary>
    public override string ToString()
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var (x, y) in Points)
        {
            if (y is not { } known)
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{x:0.#} {known:0.#}");
            pen = 'L';
        }

        return path.Append(IsClosed && path.Length > 0 ? "Z" : "").ToString();
    }
}
