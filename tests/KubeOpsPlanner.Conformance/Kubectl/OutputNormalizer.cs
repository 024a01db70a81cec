using System.Text.RegularExpressions;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>Replaces what no two runs have in common: names of namespaces and folders, uids, times, versions, addresses and ports that the server chose, column widths.</summary>
internal static partial class OutputNormalizer
{
    public static string Normalize(string output, string space, string folder, string server)
    {
        var text = output.Replace(space, "NAMESPACE").Replace(folder, "FOLDER").Replace(server, "SERVER");
        text = Colors().Replace(text, "");
        text = TemporaryFolder().Replace(text, "/TEMP/");
        text = Uid().Replace(text, "UID");
        text = DiffTime().Replace(text, "\tTIME");
        text = LogHead().Replace(text, "$1LOG ");
        text = LongTime().Replace(text, "TIME");
        text = Time().Replace(text, "TIME");
        text = ResourceVersion().Replace(text, "$1RV");
        text = ServiceAddress().Replace(text, "ADDRESS");
        text = NodePort().Replace(text, "PORT");
        text = Age().Replace(text, "   AGE");
        text = Gap().Replace(text, "$1   ");
        text = GeneratedName().Replace(text, "made-NAME");
        // A blank line would end the output in the file.
        return string.Concat(text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).Select(line => line + "\n"));
    }

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colors();

    [GeneratedRegex(@"^(! )?[EIW]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ ", RegexOptions.Multiline)]
    private static partial Regex LogHead();

    [GeneratedRegex(@"\S*/(LIVE|MERGED)-\d+/")]
    private static partial Regex TemporaryFolder();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}")]
    private static partial Regex DiffTime();

    [GeneratedRegex(@"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")]
    private static partial Regex LongTime();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"(""?resourceVersion""?: ""?)\d+")]
    private static partial Regex ResourceVersion();

    [GeneratedRegex(@" {2,}\d+[smh](\d+s)?(?= {2,}|$)", RegexOptions.Multiline)]
    private static partial Regex Age();

    // Each server has a range of its own.
    [GeneratedRegex(@"\b10\.(0\.0|96\.\d+)\.\d+\b")]
    private static partial Regex ServiceAddress();

    [GeneratedRegex(@"\b3[0-2]\d{3}\b")]
    private static partial Regex NodePort();

    [GeneratedRegex(@"\bmade-[a-z0-9]{5}\b")]
    private static partial Regex GeneratedName();

    // Between columns; what stands at the beginning of a line is indentation.
    [GeneratedRegex(@"(\S) {2,}")]
    private static partial Regex Gap();
}
