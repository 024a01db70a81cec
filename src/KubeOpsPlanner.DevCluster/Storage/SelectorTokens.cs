namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>The words of a label selector: signs, and everything between signs and spaces.</summary>
internal sealed class SelectorTokens(string text)
{
    private const string Signs = "=!(),><";

    private int _at;

    /// <summary>What comes next, without taking it; empty at the end.</summary>
    public string Peek()
    {
        var (start, end) = Next();
        return text[start..end];
    }

    public string Take()
    {
        var (start, end) = Next();
        _at = end;
        return text[start..end];
    }

    public static bool IsIdentifier(string token) => token.Length > 0 && !Signs.Contains(token[0]);

    private (int Start, int End) Next()
    {
        var start = _at;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        if (start == text.Length)
            return (start, start);
        if (Signs.Contains(text[start]))
            return (start, start + (text[start] is '=' or '!' && start + 1 < text.Length && text[start + 1] == '=' ? 2 : 1));
        var end = start;
        while (end < text.Length && !IsSpace(text[end]) && !Signs.Contains(text[end]))
            end++;
        return (start, end);
    }

    private static bool IsSpace(char letter) => letter is ' ' or '\t' or '\r' or '\n';
}
