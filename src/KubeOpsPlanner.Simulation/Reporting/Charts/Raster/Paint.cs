namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

/// <summary>What the style sheet's classes come to in a picture without a browser, on a white background.</summary>
/// <param name="Fill">Null where nothing is filled.</param>
/// <param name="Stroke">Null where no line is drawn.</param>
/// <param name="Size">Of text.</param>
internal sealed record Paint(Rgb? Fill, Rgb? Stroke, double Width = 1, double Opacity = 1, double Size = 12, bool IsBold = false)
{
    private static readonly Dictionary<string, Rgb> Colours = ReportStyle.LightColours
        .ToDictionary(colour => colour.Name, colour => Rgb.Parse(colour.Hex), StringComparer.Ordinal);

    public static Rgb Background => Colours["card"];

    /// <param name="style">A class, and for series the class of its colour: <c>line s3</c>.</param>
    public static Paint Of(string style)
    {
        var words = style.Split(' ');
        var series = words.Length > 1 && words[1][0] == 's' ? Colours["c" + words[1][1..]] : default;
        return words[0] switch
        {
            "title" => Ink("ink", 13.5, bold: true),
            "heading" => Ink("ink", 20, bold: true),
            "label" => Ink("ink", 12, bold: true),
            "muted" or "tick" => Ink("muted", 11.5),
            "grid" or "time-grid" => new Paint(null, Colours["grid"]),
            "base" => new Paint(null, Colours["rule"]),
            "load-area" => new Paint(Colours["load"], null, Opacity: 0.16),
            "load-line" => new Paint(null, Colours["load"], 1.3),
            "load-dot" => new Paint(Colours["load"], null),
            "area" => new Paint(series, null, Opacity: 0.28),
            "stack" => new Paint(series, null, Opacity: 0.72),
            "line" => new Paint(null, series, 1.6),
            "dot" => new Paint(series, Background, 1.2),
            "missed" => new Paint(Colours["bad"], null, Opacity: words[1] switch { "m1" => 0.2, "m2" => 0.45, "m3" => 0.7, _ => 1 }),
            _ => throw new ArgumentException($"charts without a browser have no style \"{style}\"", nameof(style)),
        };
    }

    private static Paint Ink(string colour, double size, bool bold = false) => new(Colours[colour], null, Size: size, IsBold: bold);
}
