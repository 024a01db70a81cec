using System.CommandLine;
using KubeOpsPlanner.Manifests;

namespace KubeOpsPlanner.Cli.Verbs;

/// <summary>What <c>make generate</c> calls. Hidden: it is for people who change the types, not for users.</summary>
internal static class GenerateManifestsVerb
{
    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output", "-o")
        {
            Description = "The repository's root.",
            DefaultValueFactory = _ => new DirectoryInfo("."),
        };
        var verb = new Command("generate-manifests", "Write the manifests that follow from the types.") { output };
        verb.Hidden = true;
        verb.SetAction(parsed =>
        {
            ManifestSet.Write(parsed.GetValue(output)!.FullName);
            return ExitCode.Ok;
        });
        return verb;
    }
}
