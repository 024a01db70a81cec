namespace KubeOpsPlanner.Simulation.Reporting.Charts;

/// <summary>One chart of the stack; all share the time axis.</summary>
internal interface IChartPanel
{
    double Height { get; }

    void Draw(ICanvas canvas, ChartFrame frame, double top);
}
