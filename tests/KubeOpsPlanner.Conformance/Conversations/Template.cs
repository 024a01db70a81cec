using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeOpsPlanner.Conformance.Conversations;

/// <summary>
/// Fills in <c>{{name}}</c>, <c>{{url name}}</c> (escaped), <c>{{repeat 3000 text}}</c> and <c>{{bytes ff fe}}</c>.
/// </summary>
internal static partial class Template
{
    public static string Text(string template, IReadOnlyDictionary<string, string> values) =>
        Encoding.UTF8.GetString(Bytes(template, values));

    public static byte[] Bytes(string template, IReadOnlyDictionary<string, string> values)
    {
        var bytes = new MemoryStream();
        var end = 0;
        foreach (Match match in Hole().Matches(template))
        {
            bytes.Write(Encoding.UTF8.GetBytes(template[end..match.Index]));
            bytes.Write(Fill(match.Groups[1].Value, values));
            end = match.Index + match.Length;
        }

        bytes.Write(Encoding.UTF8.GetBytes(template[end..]));
        return bytes.ToArray();
    }

    private static byte[] Fill(string expression, IReadOnlyDictionary<string, string> values) => expression.Split(' ', 3) switch
    {
        ["repeat", var count, var text] => Encoding.UTF8.GetBytes(
            new StringBuilder().Insert(0, text, int.Parse(count, CultureInfo.InvariantCulture)).ToString()),
        ["bytes", ..] => Convert.FromHexString(expression["bytes".Length..].Replace(" ", "")),
        ["url", var name] => Encoding.UTF8.GetBytes(Uri.EscapeDataString(Value(name, values))),
        [var name] => Encoding.UTF8.GetBytes(Value(name, values)),
        _ => throw new FormatException($"{{{{{expression}}}}} is neither a value nor one of url, repeat and bytes."),
    };

    private static string Value(string name, IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(name, out var value)
            ? value
            : throw new FormatException($"{{{{{name}}}}} is not known here; known are {string.Join(", ", values.Keys)}.");

    [GeneratedRegex(@"\{\{(repeat [0-9]+ .+?|(?:url |bytes )?[a-z][A-Za-z0-9 ]*)\}\}", RegexOptions.Singleline)]
    private static partial Regex Hole();
}
