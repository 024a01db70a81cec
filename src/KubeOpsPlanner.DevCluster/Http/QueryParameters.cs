using System.Text;

namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>
/// Reads the query of a URL as Go's net/url does: names are case-sensitive, the first value counts, and what is wrongly
/// escaped is left out.
/// </summary>
internal static class QueryParameters
{
    /// <param name="query">As sent, with or without its question mark.</param>
    public static Dictionary<string, string> Parse(string query)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            if (!pair.Contains(';') && Unescape(name) is { } key && Unescape(value) is { } text)
                parameters.TryAdd(key, text);
        }

        return parameters;
    }

    private static string? Unescape(string text)
    {
        if (!text.AsSpan().ContainsAny('%', '+'))
            return text;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes.AddRange(text[i] == '+' ? " "u8 : Encoding.UTF8.GetBytes(text, i, 1));
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return null;
            bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
            i += 2;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
