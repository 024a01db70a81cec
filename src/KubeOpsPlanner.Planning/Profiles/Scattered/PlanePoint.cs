namespace KubeOpsPlanner.Planning.Profiles.Scattered;

/// <summary>A point, or the way from one to another, on axes of comparable scale.</summary>
internal readonly record struct PlanePoint(double X, double Y)
{
    public double SquaredLength => (X * X) + (Y * Y);

    public static PlanePoint operator +(PlanePoint left, PlanePoint right) => new(left.X + right.X, left.Y + right.Y);

    public static PlanePoint operator -(PlanePoint left, PlanePoint right) => new(left.X - right.X, left.Y - right.Y);

    public static PlanePoint operator *(double factor, PlanePoint point) => new(factor * point.X, factor * point.Y);

    public double Dot(PlanePoint other) => (X * other.X) + (Y * other.Y);

    /// <summary>Twice the area of the triangle with these corners; positive when they run counter-clockwise.</summary>
    public static double Turn(PlanePoint a, PlanePoint b, PlanePoint c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
