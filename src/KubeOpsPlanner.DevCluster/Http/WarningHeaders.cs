using System.Text;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Warnings as clients are given them: each once, and shortened where they are too long together.</summary>
internal static class WarningHeaders
{
    // Both kube-apiserver's, in runes.
    private const int LongestTogether = 4096;
    private const int LongestOfMany = 256;

    /// <returns>Values of <c>Warning</c> headers.</returns>
    public static IEnumerable<string> Format(IEnumerable<string> warnings)
    {
        var texts = warnings.Distinct().ToList();
        var areTooLong = texts.Sum(Length) > LongestTogether;
        var written = 0;
        foreach (var text in texts)
        {
            if (areTooLong && written >= LongestTogether)
                yield break;
            var shown = areTooLong ? string.Concat(text.EnumerateRunes().Take(LongestOfMany)) : text;
            written += Length(shown);
            yield return $"299 - \"{Escape(shown)}\"";
        }
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    // A header holds one line of ASCII; anything else would be refused by the HTTP stack.
    private static string Escape(string warning)
    {
        var text = new StringBuilder(warning.Length);
        foreach (var letter in warning)
        {
            if (letter is '"' or '\\')
                text.Append('\\');
            text.Append(letter is >= ' ' and <= '~' ? letter : letter is '\n' or '\t' ? ' ' : '?');
        }
        return text.ToString();
    }
}
