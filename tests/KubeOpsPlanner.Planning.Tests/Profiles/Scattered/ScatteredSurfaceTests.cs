using KubeOpsPlanner.Planning.Profiles.Scattered;

namespace KubeOpsPlanner.Planning.Tests.Profiles.Scattered;

public sealed class ScatteredSurfaceTests
{
    /// <summary>Loads, context lengths and times between tokens as a noisy sweep without any grid might give them.</summary>
    internal static readonly double[] Usage =
    [
        0.119, 0.752, 0.445, 0.701, 0.93, 0.535, 0.501, 0.115, 0.292, 0.5, 0.661, 0.773,
        0.393, 0.109, 0.309, 0.869, 0.242, 0.457, 0.888, 0.072, 0.59, 0.905, 0.257, 0.544,
    ];

    internal static readonly double[] Context =
    [
        7318, 1499, 4426, 6128, 5518, 4008, 2036, 4181, 3293, 4081, 3244, 6784,
        6265, 2855, 4795, 2570, 3896, 3147, 5430, 3278, 3943, 5895, 3597, 7298,
    ];

    internal static readonly double[] Itl =
    [
        16.24, 23.26, 18.69, 29.18, 37.79, 20.47, 16.51, 12.55, 13.8, 19.79, 23.02, 33.33,
        20.49, 11.57, 16.02, 29.26, 14.2, 16.97, 35.97, 11.98, 22.21, 37.23, 14.25, 25.48,
    ];

    private readonly ScatteredSurface _surface = ScatteredSurface.Through(Usage, Context, Itl)!;

    /// <summary>CloughTocher2DInterpolator of SciPy 1.10.1 over the same points on axes scaled to [0, 1]; its neighbour search for the last two.</summary>
    [Theory]
    [InlineData(0.35, 3000, 14.027134908)]
    [InlineData(0.5, 4000, 19.670464623)]
    [InlineData(0.7, 5000, 27.816519335)]
    [InlineData(0.8, 6500, 33.889017677)]
    [InlineData(0.6, 2500, 19.911168433)]
    [InlineData(0.3, 6000, 17.794897756)]
    [InlineData(0.45, 7000, 22.804573984)]
    [InlineData(0.2, 2000, 11.57)]
    [InlineData(0.5, 1500, 16.51)]
    public void Values_are_those_of_SciPy(double usage, double context, double expected) =>
        Assert.Equal(expected, _surface.At(usage, context), 1e-4);

    [Fact]
    public void It_passes_through_its_points()
    {
        for (var i = 0; i < Usage.Length; i++) Assert.Equal(Itl[i], _surface.At(Usage[i], Context[i]), 1e-6);
    }

    [Fact]
    public void A_plane_stays_a_plane()
    {
        var surface = ScatteredSurface.Through(Usage, Context, [.. Usage.Zip(Context, Plane)])!;
        for (var usage = 0.0; usage <= 1; usage += 0.01)
        {
            if (surface.Encloses(usage, 4000)) Assert.Equal(Plane(usage, 4000), surface.At(usage, 4000), 1e-4);
        }

        static double Plane(double usage, double context) => 5 + (20 * usage) + (context / 1000);
    }

    [Fact]
    public void Neither_value_nor_slope_jumps_inside()
    {
        const double step = 1e-5;
        var (value, slope) = (double.NaN, double.NaN);
        for (var usage = 0.25; usage <= 0.75; usage += step)
        {
            Assert.True(_surface.Encloses(usage, 4300), $"{usage}");
            var next = _surface.At(usage, 4300);
            var nextSlope = (next - value) / step;
            if (!double.IsNaN(value)) Assert.InRange(next - value, -0.002, 0.002);
            if (!double.IsNaN(slope)) Assert.InRange(nextSlope - slope, -0.1, 0.1);
            (value, slope) = (next, nextSlope);
        }
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.5, 0.9 }, new[] { 1000.0, 2000, 3000 })]
    [InlineData(new[] { 0.1, 0.9 }, new[] { 1000.0, 2000 })]
    [InlineData(new[] { 0.5 }, new[] { 1000.0 })]
    [InlineData(new[] { 0.1, 0.5, 0.9 }, new[] { 1000.0, 1000, 1000 })]
    public void Points_on_one_line_enclose_nothing(double[] usage, double[] context) =>
        Assert.Null(ScatteredSurface.Through(usage, context, usage));

    [Fact]
    public void Triangles_cover_the_hull_once_and_no_point_lies_in_a_circle()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            // Half of the rounds on a coarse grid, where many points share lines and circles.
            var points = Enumerable.Range(0, 3 + random.Next(40))
                .Select(_ => new PlanePoint(random.NextDouble(), random.NextDouble()))
                .Select(point => seed % 2 == 0 ? point : new PlanePoint(Math.Round(point.X * 5) / 5, Math.Round(point.Y * 5) / 5))
                .Distinct()
                .ToArray();
            var triangles = Delaunay.Triangulate(points);
            if (triangles.Count == 0) continue;
            var area = triangles.Sum(triangle => PlanePoint.Turn(points[triangle.A], points[triangle.B], points[triangle.C]));
            Assert.Equal(HullArea(points), area, 1e-9);
            Assert.All(triangles, triangle => Assert.True(PlanePoint.Turn(points[triangle.A], points[triangle.B], points[triangle.C]) > 0, $"seed {seed}"));
            Assert.Equal(points.Length, triangles.SelectMany(triangle => new[] { triangle.A, triangle.B, triangle.C }).Distinct().Count());
            Assert.All(triangles, triangle => Assert.All(points, point => Assert.True(IsOutside(points, triangle, point), $"seed {seed}")));
        }
    }

    /// <summary>Twice the area inside the hull, by Andrew's monotone chain.</summary>
    private static double HullArea(PlanePoint[] points)
    {
        var sorted = points.OrderBy(point => point.X).ThenBy(point => point.Y).ToArray();
        var hull = Chain(sorted).Concat(Chain([.. sorted.Reverse()])).ToArray();
        return Enumerable.Range(1, hull.Length - 2).Sum(i => PlanePoint.Turn(hull[0], hull[i], hull[i + 1]));

        static IEnumerable<PlanePoint> Chain(PlanePoint[] sorted)
        {
            var chain = new List<PlanePoint>();
            foreach (var point in sorted)
            {
                while (chain.Count > 1 && PlanePoint.Turn(chain[^2], chain[^1], point) <= 0) chain.RemoveAt(chain.Count - 1);
                chain.Add(point);
            }

            return chain.SkipLast(1);
        }
    }

    private static bool IsOutside(PlanePoint[] points, Triangle triangle, PlanePoint point)
    {
        var (a, b, c) = (points[triangle.A], points[triangle.B], points[triangle.C]);
        var d = 2 * PlanePoint.Turn(a, b, c);
        var (aa, bb, cc) = (a.SquaredLength, b.SquaredLength, c.SquaredLength);
        var centre = new PlanePoint(
            ((aa * (b.Y - c.Y)) + (bb * (c.Y - a.Y)) + (cc * (a.Y - b.Y))) / d, ((aa * (c.X - b.X)) + (bb * (a.X - c.X)) + (cc * (b.X - a.X))) / d);
        return (point - centre).SquaredLength >= (a - centre).SquaredLength * (1 - 1e-7);
    }
}
