using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Simulation.Engines;
using EngineProfile = KubeOpsPlanner.Simulation.Engines.EngineProfile;

namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>An engine by name: what it does, and the same numbers as the planner reads them.</summary>
internal sealed record EngineChoice(EngineProfile Engine, Planning.Profiles.EngineProfile Profile)
{
    public const string Default = "llama-70b-h200";

    private static readonly Dictionary<string, (ModelShape Model, int Gpus)> BuiltIn = new(StringComparer.Ordinal)
    {
        [Default] = (ModelShape.Llama70B, 2),
        ["llama-8b-h200"] = (ModelShape.Llama8B, 1),
    };

    public static IEnumerable<string> Names => BuiltIn.Keys;

    /// <param name="name">A built-in name, or a folder with the two documents of a profile.</param>
    /// <param name="prefillGpus">GPUs of a prefill replica of a profile in a folder, which does not say; null for 1.</param>
    /// <exception cref="UserError">Nothing goes by that name, the documents are no good, or GPUs are given for an engine that has its own.</exception>
    public static EngineChoice Of(string name, int? prefillGpus, int? decodeGpus)
    {
        if (BuiltIn.TryGetValue(name, out var known))
        {
            if ((prefillGpus ?? decodeGpus) is { } given)
            {
                throw new UserError(
                    $"{given} GPUs are given for the built-in profile {name}, whose replicas have {known.Gpus}: leave them out, or name a folder with a profile of your own");
            }

            var engine = SyntheticProfiles.Create(known.Model, GpuModel.H200, known.Gpus);
            return new EngineChoice(engine, Read(name, SyntheticProfiles.Documents(known.Model, GpuModel.H200, known.Gpus)));
        }

        var (prefill, decode) = (Path.Combine(name, ProfileDocuments.PrefillKey), Path.Combine(name, ProfileDocuments.DecodeKey));
        if (!File.Exists(prefill) || !File.Exists(decode))
        {
            throw new UserError(
                $"profile {name} is neither {string.Join(" nor ", BuiltIn.Keys)} nor a folder with {ProfileDocuments.PrefillKey} and {ProfileDocuments.DecodeKey}");
        }

        var documents = new ProfileDocuments(File.ReadAllText(prefill), File.ReadAllText(decode));
        try
        {
            return new EngineChoice(documents.ToEngineProfile(name, prefillGpus ?? 1, decodeGpus ?? 1), Read(name, documents));
        }
        catch (FormatException error)
        {
            throw new UserError($"profile {name}: {error.Message}");
        }
    }

    private static Planning.Profiles.EngineProfile Read(string name, ProfileDocuments documents)
    {
        var read = ProfileReader.Read(new Dictionary<string, string>
        {
            [ProfileDocuments.PrefillKey] = documents.Prefill,
            [ProfileDocuments.DecodeKey] = documents.Decode,
        });
        return read.Profile ?? throw new UserError($"profile {name}: {string.Join(" ", read.Errors.Select(issue => issue.Message))}");
    }
}
