namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

/// <summary>Draws charts into pixels, where a picture is wanted and no browser is there.</summary>
/// <param name="scale">Pixels of the picture for one of the chart.</param>
/// <param name="margin">Around the chart, in its pixels.</param>
internal sealed class RasterCanvas(double width, double height, double scale, double margin) : ICanvas
{
    private const int CircleCorners = 24;
    private const double ThinPen = 0.085;
    private const double BoldPen = 0.13;

    private readonly Bitmap _bitmap = new((int)Math.Ceiling((width + (2 * margin)) * scale), (int)Math.Ceiling((height + (2 * margin)) * scale), Paint.Background);

    /// <summary>Where the next chart begins, from the top.</summary>
    public double Top { get; set; }

    public byte[] Png() => PngFile.Of(_bitmap.Width, _bitmap.Height, _bitmap.Rgb);

    public void Line(double x1, double y1, double x2, double y2, string style) => Stroke([(x1, y1), (x2, y2)], Paint.Of(style));

    public void Rect(double x, double y, double width, double height, string style, double radius = 0) =>
        Fill([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], Paint.Of(style));

    public void Circle(double x, double y, double radius, string style)
    {
        var paint = Paint.Of(style);
        if (paint.Stroke is { } ring)
        {
            Fill(Disc(x, y, radius + (paint.Width / 2)), paint with { Fill = ring });
        }

        Fill(Disc(x, y, radius - (paint.Stroke is null ? 0 : paint.Width / 2)), paint);
    }

    public void Path(ChartPath path, string style)
    {
        var paint = Paint.Of(style);
        List<(double X, double Y)> run = [];
        foreach (var (x, y) in path.Points)
        {
            if (y is { } known)
            {
                run.Add((x, known));
            }
            else
            {
                Draw(run, paint);
                run = [];
            }
        }

        Draw(run, paint);
    }

    public void Text(double x, double y, string text, string style, string anchor = "start")
    {
        var paint = Paint.Of(style);
        var left = x - (StrokeFont.Width(text, paint.Size) * anchor switch { "middle" => 0.5, "end" => 1, _ => 0 });
        var unit = paint.Size / StrokeFont.UnitsPerEm;
        var pen = new Paint(null, paint.Fill, paint.Size * (paint.IsBold ? BoldPen : ThinPen));
        foreach (var line in StrokeFont.Lines(text))
        {
            Stroke([.. line.Select(point => (left + (point.X * unit), y + ((point.Y - StrokeFont.Baseline) * unit)))], pen, roundEnds: true);
        }
    }

    private void Draw(IReadOnlyList<(double X, double Y)> run, Paint paint)
    {
        Fill(run, paint);
        Stroke(run, paint);
    }

    private void Fill(IReadOnlyList<(double X, double Y)> polygon, Paint paint)
    {
        if (paint.Fill is { } colour && polygon.Count > 2)
        {
            _bitmap.Fill([.. polygon.Select(point => ((point.X + margin) * scale, (point.Y + Top + margin) * scale))], colour, paint.Opacity);
        }
    }

    private void Stroke(IReadOnlyList<(double X, double Y)> line, Paint paint, bool roundEnds = false)
    {
        if (paint.Stroke is not { } colour)
        {
            return;
        }

        var (ink, half) = (paint with { Fill = colour }, paint.Width / 2);
        for (var i = 0; i + 1 < line.Count; i++)
        {
            var (from, to) = (line[i], line[i + 1]);
            var length = Math.Max(1e-9, Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y))));
            var (dx, dy) = ((to.Y - from.Y) / length * half, (from.X - to.X) / length * half);
            Fill([(from.X + dx, from.Y + dy), (to.X + dx, to.Y + dy), (to.X - dx, to.Y - dy), (from.X - dx, from.Y - dy)], ink);
        }

        foreach (var (x, y) in roundEnds ? line : line.Skip(1).SkipLast(1))
        {
            Fill(Disc(x, y, half), ink);
        }
    }

    private static (double X, double Y)[] Disc(double x, double y, double radius) =>
    [
        .. Enumerable.Range(0, CircleCorners).Select(i => (
            x + (radius * Math.Cos(2 * Math.PI * i / CircleCorners)), y + (radius * Math.Sin(2 * Math.PI * i / CircleCorners)))),
    ];
}
