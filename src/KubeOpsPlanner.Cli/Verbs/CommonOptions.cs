using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>Options that several verbs share, with the sentence that a bad value gets.</summary>
internal static class CommonOptions
{
    public static Option<int?> Port(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "port",
        CustomParser = result => Whole(result, 0, ushort.MaxValue),
    };

    public static Option<int> Number(string name, string description, int value, int least, int most) => new(name)
    {
        Description = $"{description}, {least} to {most}.",
        DefaultValueFactory = _ => value,
        HelpName = "number",
        CustomParser = result => Whole(result, least, most),
    };

    public static Option<double> Positive(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "number",
        CustomParser = Above0,
    };

    public static Option<double> Share(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "0..1",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share is <= 0 or > 1)
            {
                result.AddError($"{Name(result)} {text} is not a share between 0 and 1");
            }

            return share;
        },
    };

    public static Option<int?> Whole(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => Whole(result, least, most),
    };

    /// <summary>Up to a day, in s, m or h.</summary>
    /// <param name="mayBeZero">Where no time at all means something.</param>
    public static Option<TimeSpan?> Duration(string name, string description, bool mayBeZero = true) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result => ParseDuration(result, mayBeZero),
    };

    public static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Show what the operator and the stand-ins log." };

    /// <returns>A number even where there is an error, which is reported before anybody asks for the number.</returns>
    private static int Whole(ArgumentResult result, int least, int most)
    {
        var text = result.Tokens[^1].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            result.AddError($"{Name(result)} {text} is not a whole number from {least} to {most}");
        }

        return number;
    }

    private static double Above0(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0)
        {
            result.AddError($"{Name(result)} {text} is not a number above 0");
        }

        return number;
    }

    /// <summary>Null for what is no time up to a day in s, m or h.</summary>
    internal static TimeSpan? TryDuration(string text) => TryDuration(text, mostHours: 24);

    internal static TimeSpan? TryDuration(string text, int mostHours)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return unit > 0
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit >= 0 && number * unit <= mostHours * 3600.0
                ? TimeSpan.FromSeconds(number * unit)
                : null;
    }

    private static TimeSpan? ParseDuration(ArgumentResult result, bool mayBeZero)
    {
        var text = result.Tokens[^1].Value;
        if (TryDuration(text) is { } duration && (mayBeZero || duration > TimeSpan.Zero))
        {
            return duration;
        }

        result.AddError($"{Name(result)} {text} is not a time{(mayBeZero ? "" : " above 0,")} up to 24h: write for example 30s or 5m");
        return null;
    }

    private static string Name(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? "";
}
