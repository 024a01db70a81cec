namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>
/// A cubic over each third of a triangle, smooth across the thirds and into the neighbouring triangles (Clough and Tocher,
/// 1965): Bézier coefficients in Farin's notation. Across each side the slope towards the neighbour's centre is linear along
/// the side, so that scaling an axis scales nothing but the axis.
/// </summary>
internal sealed class CloughTocherPatch
{
    private readonly PlanePoint[] _corners;
    private readonly Third[] _thirds;

    /// <param name="beyond">Centres of the triangles across the sides opposite to the corners; null where there is none.</param>
    public CloughTocherPatch(PlanePoint[] corners, double[] values, PlanePoint[] gradients, PlanePoint?[] beyond)
    {
        _corners = corners;
        var centre = (1 / 3.0) * (corners[0] + corners[1] + corners[2]);

        // Towards the centre: after a third of the way from a corner, and between two corners.
        var near = new double[3];
        var between = new double[3];
        for (var i = 0; i < 3; i++) near[i] = values[i] + (gradients[i].Dot(centre - corners[i]) / 3);
        for (var k = 0; k < 3; k++)
        {
            var (i, j) = Others(k);
            var foot = beyond[k] is { } other ? Crossing(centre, other, corners[i], corners[j]) : 0.5;
            var (afterI, beforeJ) = (Towards(i, j), Towards(j, i));
            var across = (near[i] - ((1 - foot) * values[i]) - (foot * afterI) + near[j] - ((1 - foot) * beforeJ) - (foot * values[j])) / 2;
            between[k] = ((1 - foot) * afterI) + (foot * beforeJ) + across;
        }

        var far = new double[3];
        for (var i = 0; i < 3; i++)
        {
            var (j, k) = Others(i);
            far[i] = (near[i] + between[j] + between[k]) / 3;
        }

        var middle = (far[0] + far[1] + far[2]) / 3;
        _thirds = new Third[3];
        for (var k = 0; k < 3; k++)
        {
            var (i, j) = Others(k);
            _thirds[k] = new Third(
                values[i], values[j], middle, Towards(i, j), Towards(j, i), near[i], near[j], far[i], far[j], between[k]);
        }

        double Towards(int from, int to) => values[from] + (gradients[from].Dot(corners[to] - corners[from]) / 3);
    }

    /// <returns>Null outside the triangle.</returns>
    public double? At(PlanePoint point, double tolerance)
    {
        var area = PlanePoint.Turn(_corners[0], _corners[1], _corners[2]);
        double[] weights =
        [
            PlanePoint.Turn(point, _corners[1], _corners[2]) / area,
            PlanePoint.Turn(_corners[0], point, _corners[2]) / area,
            PlanePoint.Turn(_corners[0], _corners[1], point) / area,
        ];
        var least = weights[0] <= weights[1] && weights[0] <= weights[2] ? 0 : weights[1] <= weights[2] ? 1 : 2;
        if (weights[least] < -tolerance) return null;
        var (i, j) = Others(least);
        return _thirds[least].At(weights[i] - weights[least], weights[j] - weights[least], 3 * weights[least]);
    }

    /// <returns>Where the way from one centre to the other crosses a side: 0 at its first corner, 1 at its second.</returns>
    private static double Crossing(PlanePoint centre, PlanePoint other, PlanePoint from, PlanePoint to)
    {
        var first = PlanePoint.Turn(centre, other, from);
        return first / (first - PlanePoint.Turn(centre, other, to));
    }

    private static (int, int) Others(int corner) => corner switch { 0 => (1, 2), 1 => (2, 0), _ => (0, 1) };

    /// <param name="I">Value at the first corner; <paramref name="J"/> at the second, <paramref name="Middle"/> at the centre.</param>
    private readonly record struct Third(
        double I, double J, double Middle, double Iij, double Ijj, double NearI, double NearJ, double FarI, double FarJ, double Between)
    {
        public double At(double a, double b, double c) =>
            (a * a * a * I) + (b * b * b * J) + (c * c * c * Middle)
            + (3 * ((a * a * b * Iij) + (a * b * b * Ijj) + (a * a * c * NearI) + (b * b * c * NearJ) + (a * c * c * FarI) + (b * c * c * FarJ)))
            + (6 * a * b * c * Between);
    }
}
