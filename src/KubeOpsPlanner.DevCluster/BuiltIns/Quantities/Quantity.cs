using System.Globalization;
using System.Numerics;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Quantities;

/// <summary>An amount as Kubernetes writes it: <c>500m</c>, <c>1536Mi</c>, <c>12e6</c>. Exact at any size.</summary>
/// <param name="Digits">With <paramref name="Exponent"/>: the value is digits × 10^exponent.</param>
internal sealed record Quantity(BigInteger Digits, int Exponent, QuantityFormat Format) : IComparable<Quantity>
{
    private const int Nano = -9;
    private const int Milli = -3;

    // What is longer does not fit the 64 bits that Kubernetes reads the usual quantities with.
    private const int UsualDigits = 18;

    // Nobody means longer ones, and arithmetic on them takes time.
    private const int MostDigits = 400;

    private const string Pattern = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    /// <summary>The text as it was given, where Kubernetes leaves it alone.</summary>
    private string? Kept { get; init; }

    public bool IsWhole => Exponent >= 0 || (Digits % BigInteger.Pow(10, -Exponent)).IsZero;

    public bool IsNegative => Digits.Sign < 0;

    /// <exception cref="FormatException">In the words of the real server.</exception>
    public static Quantity Parse(string given)
    {
        var text = given.Trim();
        var (number, suffix) = Split(text);
        if (number.Length == 0 && suffix.Length == 0)
            throw new FormatException(Pattern);
        if (number.Length > MostDigits)
            throw new FormatException("unable to parse numeric part of quantity");
        var (scale, format) = QuantitySuffix.Read(suffix) ?? throw new FormatException(
            suffix.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-')) ? Pattern : "unable to parse quantity's suffix");
        var isNegative = number.StartsWith('-');
        var plain = number.TrimStart('+', '-');
        var point = plain.IndexOf('.');
        var fraction = point < 0 ? "" : plain[(point + 1)..];
        var digits = BigInteger.Parse($"0{(point < 0 ? plain : plain[..point])}{fraction}", CultureInfo.InvariantCulture) * (isNegative ? -1 : 1);
        var exponent = -fraction.Length;
        if (format == QuantityFormat.Binary)
            digits *= BigInteger.Pow(2, scale);
        else
            exponent += scale;
        var parsed = Limit(new Quantity(digits, exponent, format));
        var isUsual = format != QuantityFormat.Binary && exponent >= Nano && plain.TrimStart('0').Length <= UsualDigits;
        return isUsual && !digits.IsZero && Thousands(digits, exponent) == (digits, exponent) ? parsed with { Kept = text } : parsed;
    }

    /// <summary>Up to the next thousandth, as kube-apiserver does with lists of resources.</summary>
    public Quantity ToMilli() => Exponent < Milli ? RoundUp(Milli) : this;

    public int CompareTo(Quantity? other)
    {
        if (other is null)
            return 1;
        if (Digits.Sign != other.Digits.Sign || Digits.IsZero)
            return Digits.Sign.CompareTo(other.Digits.Sign);
        // Only neighbours are written out: exponents may be as large as a client likes.
        var (mine, theirs) = (Magnitude(this), Magnitude(other));
        if (mine != theirs)
            return Digits.Sign * mine.CompareTo(theirs);
        var common = Math.Min(Exponent, other.Exponent);
        return (Digits * BigInteger.Pow(10, Exponent - common)).CompareTo(other.Digits * BigInteger.Pow(10, other.Exponent - common));
    }

    /// <summary>The shortest form of the same value in the same format; binary ones that are no multiples become decimal.</summary>
    public override string ToString()
    {
        if (Kept is not null)
            return Kept;
        if (Digits.IsZero)
            return "0";
        if (Format == QuantityFormat.Binary && IsWhole && BigInteger.Abs(Whole()) >= 1024)
            return Binary(Whole());
        var (digits, exponent) = Thousands(Digits, Exponent);
        if (Format == QuantityFormat.Exponent)
            return exponent == 0 ? digits.ToString() : $"{digits}e{exponent}";
        if (exponent > QuantitySuffix.LargestDecimal)
            (digits, exponent) = (digits * BigInteger.Pow(10, exponent - QuantitySuffix.LargestDecimal), QuantitySuffix.LargestDecimal);
        return digits + QuantitySuffix.Decimal(exponent);
    }

    private static (string Number, string Suffix) Split(string text)
    {
        var end = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var hasPoint = false;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && !hasPoint)))
            hasPoint |= text[end++] == '.';
        return (text[..end], text[end..]);
    }

    private static Quantity Limit(Quantity quantity)
    {
        var rounded = quantity.Exponent < Nano ? quantity.RoundUp(Nano) : quantity;
        return rounded.Format == QuantityFormat.Binary && BigInteger.Abs(rounded.Digits) > long.MaxValue * BigInteger.Pow(10, -rounded.Exponent)
            ? rounded with { Digits = rounded.Digits.Sign * new BigInteger(long.MaxValue), Exponent = 0 }
            : rounded;
    }

    private Quantity RoundUp(int exponent)
    {
        var dropped = exponent - Exponent;
        if (Digits.IsZero || dropped > Length(Digits))
            return this with { Digits = Digits.Sign, Exponent = exponent, Kept = null };
        var quotient = BigInteger.DivRem(Digits, BigInteger.Pow(10, dropped), out var rest);
        return this with { Digits = rest.IsZero ? quotient : quotient + Digits.Sign, Exponent = exponent, Kept = null };
    }

    private BigInteger Whole() => Exponent >= 0 ? Digits * BigInteger.Pow(10, Exponent) : Digits / BigInteger.Pow(10, -Exponent);

    private static string Binary(BigInteger value)
    {
        var power = 0;
        while (power < QuantitySuffix.LargestBinary && (value % 1024).IsZero)
        {
            value /= 1024;
            power += 10;
        }

        return value + QuantitySuffix.Binary(power);
    }

    /// <summary>Without zeros at the end, but for those that make the exponent a multiple of three.</summary>
    private static (BigInteger Digits, int Exponent) Thousands(BigInteger digits, int exponent)
    {
        while (!digits.IsZero && (digits % 10).IsZero)
        {
            digits /= 10;
            exponent++;
        }

        var over = ((exponent % 3) + 3) % 3;
        return (digits * BigInteger.Pow(10, over), exponent - over);
    }

    private static long Magnitude(Quantity quantity) => Length(quantity.Digits) + (long)quantity.Exponent;

    private static int Length(BigInteger digits) => BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}

internal enum QuantityFormat
{
    /// <summary>With the suffixes <c>m</c>, <c>k</c>, <c>M</c> and so on.</summary>
    Decimal,

    /// <summary>With <c>Ki</c>, <c>Mi</c> and so on.</summary>
    Binary,

    /// <summary>As <c>12e6</c>.</summary>
    Exponent,
}
