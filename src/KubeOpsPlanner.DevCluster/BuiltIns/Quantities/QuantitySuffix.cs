using System.Globalization;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Quantities;

/// <summary>What follows the number of a quantity.</summary>
internal static class QuantitySuffix
{
    public const int LargestDecimal = 18;
    public const int LargestBinary = 60;

    private const int LargestExponent = 1_000_000;

    private static readonly string[] Decimals = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binaries = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <returns>The power of ten, or of two for binary ones; null for what is no suffix.</returns>
    public static (int Power, QuantityFormat Format)? Read(string suffix)
    {
        if (Array.IndexOf(Decimals, suffix) is >= 0 and var thousands)
            return ((thousands - 3) * 3, QuantityFormat.Decimal);
        if (Array.IndexOf(Binaries, suffix) is > 0 and var kibi)
            return (kibi * 10, QuantityFormat.Binary);
        return suffix.Length > 1 && suffix[0] is 'e' or 'E' && int.TryParse(
            suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && exponent is >= -LargestExponent and <= LargestExponent
            ? (exponent, QuantityFormat.Exponent)
            : null;
    }

    public static string Decimal(int power) => Decimals[(power / 3) + 3];

    public static string Binary(int power) => Binaries[power / 10];
}
