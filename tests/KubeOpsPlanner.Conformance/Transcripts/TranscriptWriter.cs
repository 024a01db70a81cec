using System.Text;

namespace KubeOpsPlanner.Conformance.Transcripts;

/// <summary>The inverse of <see cref="TranscriptReader"/>; requests stay as their author wrote them.</summary>
internal static class TranscriptWriter
{
    public static void WriteFile(Transcript transcript) =>
        File.WriteAllText(Path.Combine(TranscriptReader.Folder, transcript.Name + TranscriptReader.Extension), Write(transcript));

    public static string Write(Transcript transcript)
    {
        var text = new StringBuilder();
        foreach (var line in transcript.Comment)
            text.Append(line).Append('\n');
        foreach (var exchange in transcript.Exchanges)
        {
            text.Append("\n### ").Append(exchange.Title).Append('\n');
            foreach (var line in exchange.Request)
                text.Append(line).Append('\n');
            if (exchange.Expected.Differ)
                text.Append("\n=> embedded ").Append(exchange.Expected.Embedded).Append("\n\n=> real ").Append(exchange.Expected.Real).Append('\n');
            else if ((exchange.Expected.Embedded ?? exchange.Expected.Real) is { } both)
                text.Append("\n=> ").Append(both).Append('\n');
        }

        return text.ToString();
    }
}
