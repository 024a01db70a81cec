namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>A smooth cubic surface through scattered measurements; outside of what they enclose, the nearest one.</summary>
/// <remarks>
/// What SciPy's <c>griddata</c> does with <c>method="cubic"</c> and nearest neighbours in its holes, which is how Dynamo's
/// first planner reads a decode sweep, with one difference: both axes are scaled to [0, 1] first. Cache usage goes to 1 and
/// context lengths to thousands, and on axes so unlike the triangles are needles that join measurements far apart.
/// </remarks>
internal sealed class ScatteredSurface
{
    /// <summary>A point on a side belongs to both triangles, whatever rounding says.</summary>
    private const double OnTheSide = 1e-9;

    private readonly PlanePoint _origin;
    private readonly PlanePoint _scale;
    private readonly PlanePoint[] _points;
    private readonly double[] _values;
    private readonly CloughTocherPatch[] _patches;

    private ScatteredSurface(PlanePoint origin, PlanePoint scale, PlanePoint[] points, double[] values, CloughTocherPatch[] patches)
    {
        _origin = origin;
        _scale = scale;
        _points = points;
        _values = values;
        _patches = patches;
    }

    /// <param name="x">With <paramref name="y"/>, no point twice.</param>
    /// <returns>Null when all points lie on one line.</returns>
    public static ScatteredSurface? Through(double[] x, double[] y, double[] values)
    {
        var origin = new PlanePoint(x.Min(), y.Min());
        var scale = new PlanePoint(Width(x), Width(y));
        PlanePoint[] points = [.. x.Zip(y, (first, second) => Scaled(new PlanePoint(first, second), origin, scale))];
        var triangles = Delaunay.Triangulate(points);
        if (triangles.Count == 0) return null;
        var gradients = VertexGradients.Estimate(points, values, triangles);
        var centres = triangles
            .SelectMany(triangle => triangle.Edges.Select(edge => (Edge: edge, Centre: Centre(triangle))))
            .ToDictionary(side => side.Edge, side => side.Centre);
        return new ScatteredSurface(origin, scale, points, values, [.. triangles.Select(Patch)]);

        PlanePoint Centre(Triangle triangle) => (1 / 3.0) * (points[triangle.A] + points[triangle.B] + points[triangle.C]);

        CloughTocherPatch Patch(Triangle triangle)
        {
            int[] corners = [triangle.A, triangle.B, triangle.C];
            return new CloughTocherPatch(
                [.. corners.Select(i => points[i])],
                [.. corners.Select(i => values[i])],
                [.. corners.Select(i => gradients[i])],
                [Beyond(triangle.B, triangle.C), Beyond(triangle.C, triangle.A), Beyond(triangle.A, triangle.B)]);
        }

        PlanePoint? Beyond(int from, int to) => centres.TryGetValue((to, from), out var centre) ? centre : null;
    }

    /// <summary>Whether the measurements enclose a point; elsewhere the nearest one answers.</summary>
    public bool Encloses(double x, double y) => Inside(Scaled(new PlanePoint(x, y), _origin, _scale)) is not null;

    public double At(double x, double y)
    {
        var point = Scaled(new PlanePoint(x, y), _origin, _scale);
        return Inside(point) ?? _values[Nearest(point)];
    }

    private double? Inside(PlanePoint point)
    {
        foreach (var patch in _patches)
        {
            if (patch.At(point, OnTheSide) is { } value) return value;
        }

        return null;
    }

    private int Nearest(PlanePoint point)
    {
        var nearest = 0;
        for (var i = 1; i < _points.Length; i++)
        {
            if ((_points[i] - point).SquaredLength < (_points[nearest] - point).SquaredLength) nearest = i;
        }

        return nearest;
    }

    private static PlanePoint Scaled(PlanePoint point, PlanePoint origin, PlanePoint scale) =>
        new((point.X - origin.X) / scale.X, (point.Y - origin.Y) / scale.Y);

    private static double Width(double[] values) => values.Max() > values.Min() ? values.Max() - values.Min() : 1;
}
