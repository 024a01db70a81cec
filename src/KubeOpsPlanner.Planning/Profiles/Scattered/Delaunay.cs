namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>
/// The triangulation in which no point lies inside the circle through the corners of a triangle: points from left to
/// right, each joined to what it sees of the hull so far, then edges flipped until that holds (Lawson, 1977).
/// </summary>
internal static class Delaunay
{
    /// <summary>On axes from 0 to 1, an area or a distance below this is rounding.</summary>
    private const double Rounding = 1e-12;

    /// <returns>Empty when all points lie on one line.</returns>
    public static IReadOnlyList<Triangle> Triangulate(IReadOnlyList<PlanePoint> points)
    {
        var order = Enumerable.Range(0, points.Count).OrderBy(i => points[i].X).ThenBy(i => points[i].Y).ToArray();
        if (points.Count < 3) return [];
        var first = Array.FindIndex(order, i => Math.Abs(PlanePoint.Turn(points[order[0]], points[order[1]], points[i])) > Rounding);
        if (first < 0) return [];

        var mesh = new Dictionary<(int From, int To), Triangle>();
        var hull = Fan(points, order[..first], order[first], mesh);
        foreach (var next in order[(first + 1)..]) hull = Join(points, hull, next, mesh);
        Flip(points, mesh);
        return [.. mesh.Values.Distinct()];
    }

    /// <summary>The first points lie on a line; all are joined to the first that does not.</summary>
    /// <returns>The hull, counter-clockwise.</returns>
    private static List<int> Fan(IReadOnlyList<PlanePoint> points, int[] line, int tip, Dictionary<(int From, int To), Triangle> mesh)
    {
        // Counter-clockwise the line must have the tip on its left.
        if (PlanePoint.Turn(points[line[0]], points[line[^1]], points[tip]) < 0) Array.Reverse(line);
        for (var i = 0; i + 1 < line.Length; i++) Add(mesh, new Triangle(line[i], line[i + 1], tip));
        return [.. line, tip];
    }

    private static List<int> Join(IReadOnlyList<PlanePoint> points, List<int> hull, int point, Dictionary<(int From, int To), Triangle> mesh)
    {
        var joined = new List<int>();
        var isPlaced = false;
        for (var i = 0; i < hull.Count; i++)
        {
            var (from, to) = (hull[i], hull[(i + 1) % hull.Count]);
            var sees = PlanePoint.Turn(points[from], points[to], points[point]) < -Rounding;
            var saw = PlanePoint.Turn(points[hull[(i + hull.Count - 1) % hull.Count]], points[from], points[point]) < -Rounding;
            if (sees) Add(mesh, new Triangle(to, from, point));
            if (!(sees && saw)) joined.Add(from);
            if (sees && !isPlaced && !saw)
            {
                joined.Add(point);
                isPlaced = true;
            }
        }

        return joined;
    }

    private static void Flip(IReadOnlyList<PlanePoint> points, Dictionary<(int From, int To), Triangle> mesh)
    {
        var edges = new Stack<(int From, int To)>(mesh.Keys);
        while (edges.TryPop(out var edge))
        {
            if (!mesh.TryGetValue(edge, out var here) || !mesh.TryGetValue((edge.To, edge.From), out var there)) continue;
            var (tip, other) = (here.Opposite(edge), there.Opposite(edge));
            if (!IsInCircle(points[here.A], points[here.B], points[here.C], points[other])) continue;
            Remove(mesh, here);
            Remove(mesh, there);
            Add(mesh, new Triangle(tip, other, edge.To));
            Add(mesh, new Triangle(other, tip, edge.From));
            foreach (var side in new[] { (edge.To, tip), (tip, edge.From), (edge.From, other), (other, edge.To) }) edges.Push(side);
        }
    }

    /// <summary>Whether a point lies inside the circle through three that run counter-clockwise.</summary>
    private static bool IsInCircle(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint point)
    {
        var (p, q, r) = (a - point, b - point, c - point);
        var determinant = (p.SquaredLength * ((q.X * r.Y) - (q.Y * r.X)))
            - (q.SquaredLength * ((p.X * r.Y) - (p.Y * r.X)))
            + (r.SquaredLength * ((p.X * q.Y) - (p.Y * q.X)));
        return determinant > Rounding;
    }

    private static void Add(Dictionary<(int From, int To), Triangle> mesh, Triangle triangle)
    {
        foreach (var edge in triangle.Edges) mesh[edge] = triangle;
    }

    private static void Remove(Dictionary<(int From, int To), Triangle> mesh, Triangle triangle)
    {
        foreach (var edge in triangle.Edges) mesh.Remove(edge);
    }
}
