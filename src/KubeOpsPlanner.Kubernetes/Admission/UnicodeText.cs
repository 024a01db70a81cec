using System.Text.Json;
using System.Text.Unicode;

namespace KubeOpsPlanner.Kubernetes.Admission;

/// <summary>
/// Whether all text in a JSON document can be read. Parsing does not tell: bytes that are no UTF-8, and half of a surrogate
/// pair in an escape, are found out only by who reads the string, in the middle of a verdict.
/// </summary>
internal static class UnicodeText
{
    /// <param name="json">Well-formed JSON.</param>
    public static bool IsReadable(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && (!HasSurrogateEscape(json) || AllTextReads(json));

    /// <remarks>Rare and in good order as a rule; but then each text has to be looked at.</remarks>
    private static bool HasSurrogateEscape(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static bool AllTextReads(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
