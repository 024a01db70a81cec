using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace KubeOpsPlanner.Cli.Output;

/// <summary>Help in the words that are typed: kubectl runs the plugin as two words, and formats have no capitals.</summary>
internal sealed class PluginHelp(HelpAction inner) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help has not finished the rest.</summary>
    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new PluginHelp((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var invocation = parseResult.InvocationConfiguration;
        var output = invocation.Output;
        using var text = new StringWriter();
        invocation.Output = text;
        try
        {
            return inner.Invoke(parseResult);
        }
        finally
        {
            invocation.Output = output;
            output.Write(AsTyped(text.ToString()));
        }
    }

    private static string AsTyped(string help) => OutputOptions.Words.Aggregate(
        help.Replace($"  {RootCommand.ExecutableName} ", $"  {UsageErrors.Program} ", StringComparison.Ordinal),
        (text, format) => text.Replace($"[default: {format.Value}]", $"[default: {format.Key}]", StringComparison.Ordinal));
}
