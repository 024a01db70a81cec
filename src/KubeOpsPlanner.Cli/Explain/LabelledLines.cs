using System.Text;

namespace KubeOpsPlanner.Cli.Explain;

internal static class LabelledLines
{
    private const int LabelWidth = 12;

    /// <summary>A line with its label in a column of its own; nothing where there is no value.</summary>
    public static void AppendLabelled(this StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(label.PadRight(LabelWidth)).AppendLine(value);
        }
    }
}
