using System.Globalization;
using System.Net;
using System.Text;

namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>Writes SVG elements; looks come from CSS classes, text is escaped.</summary>
internal sealed class SvgCanvas : ICanvas
{
    private readonly StringBuilder _svg = new();

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{style}\"/>\n");

    public void Rect(double x, double y, double width, double height, string style, double radius = 0) =>
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" rx=\"{radius:0.#}\" class=\"{style}\"/>\n");

    public void Circle(double x, double y, double radius, string style) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" class=\"{style}\"/>\n");

    public void Path(ChartPath path, string style)
    {
        if (path.ToString() is { Length: > 0 } data)
        {
            _svg.Append($"<path d=\"{data}\" class=\"{style}\"/>\n");
        }
    }

    public void Text(double x, double y, string text, string style, string anchor = "start") =>
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{style}\">{WebUtility.HtmlEncode(text)}</text>\n");

    /// <summary>A whole image that says in words what it shows.</summary>
    public string Element(double height, string title, string description) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg viewBox="0 0 {ChartFrame.Width} {height:0}" role="img">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <desc>{WebUtility.HtmlEncode(description)}</desc>
        {_svg}</svg>
        """);

    public override string ToString() => _svg.ToString();
}
