using System.CommandLine;
using System.Globalization;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>Options that take several values, separated by commas: a sweep over all of them.</summary>
internal static class ListOptions
{
    public static Option<TimeSpan[]> Durations(string name, string description) =>
        Of<TimeSpan>(name, description, "times", CommonOptions.TryDuration, "a time up to 24h: write for example 30s or 5m");

    public static Option<int[]> Wholes(string name, string description, int least) => Of<int>(
        name,
        description,
        "numbers",
        word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null,
        $"a whole number from {least}");

    public static Option<double[]> Positives(string name, string description) => Of<double>(
        name,
        description,
        "numbers",
        word => double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && double.IsFinite(number) ? number : (double?)null,
        "a number above 0");

    public static Option<string[]> Words(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => [],
        HelpName = "names",
        CustomParser = result =>
        {
            var words = result.Tokens[^1].Value.Split(',');
            if (Twice(words) is [var again, ..])
            {
                result.AddError($"{name} names {again} twice: name it once");
            }

            return words;
        },
    };

    private static Option<T[]> Of<T>(string name, string description, string helpName, Func<string, T?> parse, string rule)
        where T : struct => new(name)
        {
            Description = description + " Several, separated by commas, are played one after the other.",
            DefaultValueFactory = _ => [],
            HelpName = helpName,
            CustomParser = result =>
            {
                var values = new List<T>();
                foreach (var word in result.Tokens[^1].Value.Split(','))
                {
                    if (parse(word) is not { } value)
                    {
                        result.AddError($"{name} {word} is not {rule}");
                    }
                    else if (values.Contains(value))
                    {
                        result.AddError($"{name} {word} repeats a value: give each once");
                    }
                    else
                    {
                        values.Add(value);
                    }
                }

                return [.. values];
            },
        };

    private static string[] Twice(IEnumerable<string> words) => [.. words.GroupBy(word => word).Where(group => group.Count() > 1).Select(group => group.Key)];
}
