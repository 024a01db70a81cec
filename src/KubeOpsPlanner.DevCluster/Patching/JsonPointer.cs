namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>A path into a JSON document (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <returns>Null when <paramref name="text"/> is neither empty nor starts with a slash.</returns>
    public static string[]? Parse(string text)
    {
        if (text.Length == 0)
            return [];
        return text[0] == '/'
            ? [.. text[1..].Split('/').Select(token => token.Replace("~1", "/").Replace("~0", "~"))]
            : null;
    }
}
