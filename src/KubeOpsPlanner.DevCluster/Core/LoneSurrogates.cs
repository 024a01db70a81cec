using System.Globalization;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>
/// JSON can escape half of a surrogate pair, which is no text. Go reads it as U+FFFD; here it would only be found out
/// when somebody reads the string.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json)
    {
        byte[]? repaired = null;
        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json.Span[i] != '\\')
                continue;
            if (Surrogate(json.Span[i..]) is not { } half)
            {
                i++;
                continue;
            }

            var isPair = char.IsHighSurrogate(half)
                && i + EscapeLength < json.Length && Surrogate(json.Span[(i + EscapeLength)..]) is { } second && char.IsLowSurrogate(second);
            if (!isPair)
            {
                repaired ??= json.ToArray();
                "\\ufffd"u8.CopyTo(repaired.AsSpan(i));
            }

            i += (isPair ? 2 * EscapeLength : EscapeLength) - 1;
        }

        return repaired ?? json;
    }

    /// <summary>The half that is escaped here; null where there is none.</summary>
    private static char? Surrogate(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u'
        && ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        && char.IsSurrogate((char)unit)
            ? (char)unit
            : null;
}
