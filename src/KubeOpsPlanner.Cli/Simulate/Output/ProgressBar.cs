using KubeOpsPlanner.Simulation.Replay.Comparison;

namespace KubeOpsPlanner.Cli.Simulate.Output;

/// <summary>One line on the terminal that says how far a long run is; nothing where nobody watches.</summary>
internal sealed class ProgressBar(TextWriter? terminal, TimeProvider clock) : IProgress<RunProgress>, IDisposable
{
    private const int Width = 30;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _shownAt;
    private int _length;

    public void Report(RunProgress value)
    {
        var elapsed = clock.GetElapsedTime(_start);
        if (terminal is null || elapsed < Quiet || elapsed - _shownAt < Between)
        {
            return;
        }

        _shownAt = elapsed;
        var filled = (int)(Width * Math.Clamp(value.Share, 0, 1));
        Show($"{value.Policy} {new string('█', filled)}{new string('·', Width - filled)} {value.Share * 100,3:0} %");
    }

    /// <summary>Leaves the line as it was before.</summary>
    public void Clear()
    {
        if (_length > 0)
        {
            Show("");
            terminal!.Write('\r');
            _length = 0;
        }
    }

    public void Dispose() => Clear();

    private void Show(string line)
    {
        terminal!.Write('\r' + line.PadRight(_length));
        _length = line.Length;
    }
}
