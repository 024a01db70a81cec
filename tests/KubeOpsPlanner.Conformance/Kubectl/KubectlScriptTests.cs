using System.Text;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>
/// Every script, with every kubectl found here, on the embedded server and, where there is one, on a real kube-apiserver, which
/// must print the same unless the script says why not. KUBEOPSPLANNER_RECORD=1 writes the outputs anew.
/// </summary>
public abstract class KubectlScriptTests(ConformanceServers servers, ServerKind kind)
{
    // Both servers' outputs are in one file.
    private static readonly Lock Recording = new();

    private static bool IsRecording => Environment.GetEnvironmentVariable("KUBEOPSPLANNER_RECORD") == "1";

    protected async Task CheckAsync(string name)
    {
        var isReal = kind == ServerKind.Real;
        var builds = KubectlBuild.Recorded.Select(version => KubectlBuild.All.FirstOrDefault(build => build.Version == version)).OfType<KubectlBuild>().ToList();
        Skip.If(builds.Count == 0, $"needs kubectl {string.Join(" or ", KubectlBuild.Recorded)}: name one in KUBEOPSPLANNER_KUBECTL, or have it on PATH");
        var server = await servers.GetAsync(kind);
        var script = KubectlScript.Read(name);
        var runs = await Task.WhenAll(builds.Select(async build =>
        {
            var steps = script.Steps.Where(step => step.Runs(isReal, build.Version)).ToList();
            return (build.Version, Steps: steps, Outputs: await RunAsync(server, build, steps));
        }));
        var report = new StringBuilder();
        foreach (var (version, steps, outputs) in runs)
        {
            if (IsRecording)
            {
                lock (Recording)
                    Record(KubectlScript.Read(name), isReal, version, steps.Zip(outputs).ToDictionary(pair => pair.First.Key, pair => pair.Second));
            }

            foreach (var (step, actual) in steps.Zip(outputs))
            {
                var expected = step.Expected(isReal, version) ?? "";
                if (expected != actual && !IsRecording)
                    report.Append($"\nkubectl {version}\n$ {step.Arguments}\n{Lines.Compare(expected, actual)}\n");
            }
        }

        Assert.True(report.Length == 0, $"With the {kind} server other lines are printed than in Scripts/{name}.txt (- recorded, + now):{report}");
    }

    private static async Task<List<string>> RunAsync(IApiServerUnderTest server, KubectlBuild build, IReadOnlyList<KubectlStep> steps)
    {
        using var admin = server.Connect();
        var space = await admin.CreateNamespaceAsync("kubectl");
        var folder = Directory.CreateTempSubdirectory("kubectl-script-");
        var outputs = new List<string>();
        try
        {
            foreach (var step in steps)
            {
                if (step.Arguments.StartsWith("FILE ", StringComparison.Ordinal))
                {
                    var path = Path.Combine(folder.FullName, step.Arguments[5..]);
                    await File.WriteAllTextAsync(path, step.Input?.Replace("NAMESPACE", space));
                    if (!OperatingSystem.IsWindows())
                        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                    outputs.Add("");
                    continue;
                }

                var arguments = KubectlScript.Words(step.Arguments.Replace("NAMESPACE", space)).Prepend($"--namespace={space}");
                var output = await build.RunAsync(server.KubeconfigPath, folder.FullName, arguments, step.Input?.Replace("NAMESPACE", space) ?? "");
                outputs.Add(OutputNormalizer.Normalize(output, space, folder.FullName, AddressOf(server)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return outputs;
    }

    private static string AddressOf(IApiServerUnderTest server) =>
        File.ReadLines(server.KubeconfigPath).First(line => line.Contains("server:")).Split("server:")[1].Trim().TrimEnd('/');

    // The embedded server's outputs are the record; the real one's only where a difference is allowed.
    private static void Record(KubectlScript script, bool isReal, string version, Dictionary<int, string> outputs)
    {
        var fallback = isReal ? "real" : "";
        var own = version == KubectlBuild.Recorded[0] ? fallback : isReal ? $"real, kubectl {version}" : $"kubectl {version}";
        (script with
        {
            Steps =
            [
                .. script.Steps.Select(step =>
                {
                    if (!outputs.TryGetValue(step.Key, out var output) || (isReal && step.Difference is null))
                        return step;
                    var all = new Dictionary<string, string>(step.Outputs);
                    all.Remove(own);
                    if (step.OnlyKubectl is not null || all.GetValueOrDefault(fallback) != output)
                        all[step.OnlyKubectl is null ? own : fallback] = output;
                    return step with { Outputs = all };
                }),
            ],
        }).Write();
    }
}
