namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>
/// Slopes at scattered points for which cubics along the edges of a triangulation bend least in all (Nielson, 1983;
/// Renka and Cline, 1984), point after point until they stay as they are.
/// </summary>
internal static class VertexGradients
{
    private const int MostRounds = 400;
    private const double Settled = 1e-6;

    public static PlanePoint[] Estimate(IReadOnlyList<PlanePoint> points, IReadOnlyList<double> values, IReadOnlyList<Triangle> triangles)
    {
        var neighbours = triangles
            .SelectMany(triangle => triangle.Edges)
            .SelectMany(edge => new[] { edge, (From: edge.To, To: edge.From) })
            .Distinct()
            .ToLookup(edge => edge.From, edge => edge.To);
        var gradients = new PlanePoint[points.Count];
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = 0.0;
            for (var i = 0; i < gradients.Length; i++)
            {
                var next = Best(points, values, gradients, i, neighbours[i]);
                var change = Math.Max(Math.Abs(next.X - gradients[i].X), Math.Abs(next.Y - gradients[i].Y));
                moved = Math.Max(moved, change / Math.Max(1, Math.Max(Math.Abs(next.X), Math.Abs(next.Y))));
                gradients[i] = next;
            }

            if (moved < Settled) break;
        }

        return gradients;
    }

    /// <summary>
    /// Along an edge e of length L, with end slopes s and t and a rise d, a cubic bends by (4s² + 4st + 4t² − 12d(s + t) + 12d²)/L³;
    /// for given neighbours the sum over a point's edges is least where Σ 2eeᵀg/L³ = Σ e(3d − t)/L³.
    /// </summary>
    private static PlanePoint Best(
        IReadOnlyList<PlanePoint> points, IReadOnlyList<double> values, PlanePoint[] gradients, int at, IEnumerable<int> neighbours)
    {
        double xx = 0, xy = 0, yy = 0;
        var right = default(PlanePoint);
        foreach (var other in neighbours)
        {
            var edge = points[other] - points[at];
            var weight = Math.Pow(edge.SquaredLength, -1.5);
            (xx, xy, yy) = (xx + (2 * weight * edge.X * edge.X), xy + (2 * weight * edge.X * edge.Y), yy + (2 * weight * edge.Y * edge.Y));
            right += weight * ((3 * (values[other] - values[at])) - gradients[other].Dot(edge)) * edge;
        }

        // Two edges of a triangle are never parallel, so this is only 0 for a point of no triangle.
        var determinant = (xx * yy) - (xy * xy);
        return determinant > 0 ? (1 / determinant) * new PlanePoint((yy * right.X) - (xy * right.Y), (xx * right.Y) - (xy * right.X)) : default;
    }
}
