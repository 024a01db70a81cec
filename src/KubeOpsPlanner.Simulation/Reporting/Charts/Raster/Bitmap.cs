namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

/// <summary>Pixels that polygons are blended into, with smooth edges.</summary>
internal sealed class Bitmap
{
    /// <summary>Samples a pixel row is cut into; along the row coverage is exact.</summary>
    private const int RowSamples = 4;

    private readonly byte[] _rgb;
    private readonly double[] _coverage;

    public Bitmap(int width, int height, Rgb background)
    {
        (Width, Height) = (width, height);
        _rgb = new byte[width * height * 3];
        _coverage = new double[width];
        for (var i = 0; i < _rgb.Length; i += 3)
        {
            (_rgb[i], _rgb[i + 1], _rgb[i + 2]) = background;
        }
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Rgb => _rgb;

    /// <summary>Fills a polygon; where it overlaps itself it is filled once.</summary>
    public void Fill(IReadOnlyList<(double X, double Y)> polygon, Rgb colour, double opacity)
    {
        var top = Math.Max(0, (int)Math.Floor(polygon.Min(point => point.Y)));
        var bottom = Math.Min(Height - 1, (int)Math.Ceiling(polygon.Max(point => point.Y)));
        for (var row = top; row <= bottom; row++)
        {
            Array.Clear(_coverage);
            for (var sample = 0; sample < RowSamples; sample++)
            {
                Cover(polygon, row + ((sample + 0.5) / RowSamples));
            }

            for (var x = 0; x < Width; x++)
            {
                if (_coverage[x] > 0)
                {
                    Blend(((row * Width) + x) * 3, colour, opacity * Math.Min(1, _coverage[x]));
                }
            }
        }
    }

    private void Cover(IReadOnlyList<(double X, double Y)> polygon, double y)
    {
        List<(double X, int Winding)> crossings = [];
        for (var i = 0; i < polygon.Count; i++)
        {
            var (from, to) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            if (from.Y <= y != to.Y <= y)
            {
                crossings.Add((from.X + ((y - from.Y) / (to.Y - from.Y) * (to.X - from.X)), from.Y < to.Y ? 1 : -1));
            }
        }

        crossings.Sort((a, b) => a.X.CompareTo(b.X));
        var winding = 0;
        for (var i = 0; i + 1 < crossings.Count; i++)
        {
            winding += crossings[i].Winding;
            if (winding != 0)
            {
                Span(crossings[i].X, crossings[i + 1].X);
            }
        }
    }

    private void Span(double left, double right)
    {
        (left, right) = (Math.Clamp(left, 0, Width), Math.Clamp(right, 0, Width));
        for (var x = (int)left; x < right; x++)
        {
            _coverage[x] += (Math.Min(right, x + 1) - Math.Max(left, x)) / RowSamples;
        }
    }

    private void Blend(int at, Rgb colour, double opacity)
    {
        _rgb[at] = Mix(_rgb[at], colour.Red, opacity);
        _rgb[at + 1] = Mix(_rgb[at + 1], colour.Green, opacity);
        _rgb[at + 2] = Mix(_rgb[at + 2], colour.Blue, opacity);
    }

    private static byte Mix(byte below, byte above, double opacity) => (byte)Math.Round(below + ((above - below) * opacity));
}
