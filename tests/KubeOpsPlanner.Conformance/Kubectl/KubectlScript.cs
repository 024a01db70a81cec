using System.Text;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>
/// A file of <c>Kubectl/Scripts</c>: commands as people type them, each with what was printed. <c>$ </c> opens a command,
/// <c>&lt;&lt;</c> at its end a standard input that ends with the same; <c>! </c> marks lines of standard error; <c>--- label</c>
/// opens the output of another kubectl or of the real server.
/// </summary>
internal sealed record KubectlScript(string Name, IReadOnlyList<KubectlStep> Steps, IReadOnlyList<string> Trailer)
{
    private const string Extension = ".txt";

    private static string Folder => Path.Combine(Repository.Root, "tests/KubeOpsPlanner.Conformance/Kubectl/Scripts");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static KubectlScript Read(string name) => Parse(name, File.ReadAllLines(Path.Combine(Folder, name + Extension)));

    public static KubectlScript Parse(string name, IReadOnlyList<string> lines)
    {
        var steps = new List<KubectlStep>();
        var lead = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            if (!lines[i].StartsWith("$ ", StringComparison.Ordinal))
            {
                lead.Add(lines[i++]);
                continue;
            }

            var command = lines[i++][2..];
            string? input = null;
            if (command.EndsWith(" <<", StringComparison.Ordinal))
            {
                var text = new StringBuilder();
                while (lines[i] != "<<")
                    text.AppendLine(lines[i++]);
                i++;
                (command, input) = (command[..^3], text.ToString());
            }

            var outputs = new Dictionary<string, string>();
            var label = "";
            while (i < lines.Count && lines[i].Length > 0)
            {
                if (lines[i].StartsWith("--- ", StringComparison.Ordinal) && !lines[i].Contains('/'))
                    label = lines[i++][4..];
                outputs.TryAdd(label, "");
                while (i < lines.Count && lines[i].Length > 0 && !(lines[i].StartsWith("--- ", StringComparison.Ordinal) && !lines[i].Contains('/')))
                    outputs[label] += lines[i++] + "\n";
            }

            steps.Add(new KubectlStep(steps.Count, [.. lead], command, input, outputs));
            lead.Clear();
        }

        return new KubectlScript(name, steps, lead);
    }

    public void Write()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            foreach (var line in step.Lead)
                text.Append(line).Append('\n');
            text.Append("$ ").Append(step.Arguments).Append(step.Input is null ? "\n" : $" <<\n{step.Input}<<\n");
            foreach (var (label, output) in step.Outputs.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                text.Append(label.Length == 0 ? "" : $"--- {label}\n").Append(output);
        }

        foreach (var line in Trailer)
            text.Append(line).Append('\n');
        File.WriteAllText(Path.Combine(Folder, Name + Extension), text.ToString());
    }

    /// <summary>Words as a shell would part them, with single quotes alone.</summary>
    public static IEnumerable<string> Words(string arguments)
    {
        var word = new StringBuilder();
        var (isQuoted, isOpen) = (false, false);
        foreach (var letter in arguments)
        {
            if (letter == '\'')
            {
                (isQuoted, isOpen) = (!isQuoted, true);
            }
            else if (letter == ' ' && !isQuoted)
            {
                if (isOpen)
                    yield return word.ToString();
                word.Clear();
                isOpen = false;
            }
            else
            {
                word.Append(letter);
                isOpen = true;
            }
        }

        if (isOpen)
            yield return word.ToString();
    }
}
