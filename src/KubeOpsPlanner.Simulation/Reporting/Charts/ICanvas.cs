namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>What charts are drawn on, in pixels from the top left. Looks are the style sheet's classes.</summary>
internal interface ICanvas
{
    void Line(double x1, double y1, double x2, double y2, string style);

    void Rect(double x, double y, double width, double height, string style, double radius = 0);

    void Circle(double x, double y, double radius, string style);

    void Path(ChartPath path, string style);

    /// <param name="y">Of the baseline.</param>
    /// <param name="anchor">What of the text lies at x: start, middle or end.</param>
    void Text(double x, double y, string text, string style, string anchor = "start");
}
