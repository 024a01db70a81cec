using System.CommandLine;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>Options that several verbs share, with the sentence that a bad value gets.</summary>
internal static class CommonOptions
{
    public static Option<int> Port(string name, string description, int port)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => port, HelpName = "port" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
            {
                result.AddError($"{name} {result.Tokens[^1].Value} is not a port: use 0 to {ushort.MaxValue}");
            }
        });
        return option;
    }

    public static Option<double> Positive(string name, string description, double value)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is not (> 0 and < double.PositiveInfinity))
            {
                result.AddError($"{name} {result.Tokens[^1].Value} is not above 0");
            }
        });
        return option;
    }

    public static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Show what the operator and the stand-ins log." };
}
