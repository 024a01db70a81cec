using System.Diagnostics;
using System.Text.Json;

namespace KubeOpsPlanner.Conformance.Kubectl;

/// <summary>One kubectl of this machine.</summary>
/// <param name="Version">Its own, e.g. 1.32.</param>
public sealed record KubectlBuild(string Path, string Version)
{
    /// <summary>Which builds outputs are recorded for; the first speaks where nothing else is said.</summary>
    public static readonly IReadOnlyList<string> Recorded = ["1.32", "1.20"];

    /// <summary>One build for each version that is found in KUBEOPSPLANNER_KUBECTL (paths, as PATH has them), in KUBEBUILDER_ASSETS or on PATH.</summary>
    public static IReadOnlyList<KubectlBuild> All { get; } =
    [
        .. Candidates().Where(File.Exists).Distinct().Select(path => new KubectlBuild(path, VersionOf(path))).DistinctBy(build => build.Version),
    ];

    // Commands that wait have shorter limits of their own.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    /// <returns>What it printed, lines of standard error marked and last, and its exit code when it is not zero.</returns>
    public async Task<string> RunAsync(string kubeconfig, string folder, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(kubeconfig)!, $"home-{Version}");
        start.Environment["KUBE_EDITOR"] = System.IO.Path.Combine(folder, "editor");
        // Pruning by sets of objects is still an alpha feature of kubectl.
        start.Environment["KUBECTL_APPLYSET"] = "true";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await using var _ = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var complaints = string.Concat((await errors).Split('\n').Where(line => line.Length > 0).Select(line => $"! {line}\n"));
        var end = output.Length == 0 || output.EndsWith('\n') ? "" : "\n";
        return output + end + complaints + (process.ExitCode == 0 ? "" : $"[exit {process.ExitCode}]\n");
    }

    private static IEnumerable<string> Candidates()
    {
        var named = (Environment.GetEnvironmentVariable("KUBEOPSPLANNER_KUBECTL") ?? "").Split(System.IO.Path.PathSeparator);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Prepend(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? "");
        return named.Concat(folders.Where(folder => folder.Length > 0).Select(folder => System.IO.Path.Combine(folder, "kubectl")));
    }

    private static string VersionOf(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(path, ["version", "--client", "-o", "json"]) { RedirectStandardOutput = true })!;
        var version = JsonDocument.Parse(process.StandardOutput.ReadToEnd()).RootElement.GetProperty("clientVersion").GetProperty("gitVersion").GetString()!;
        process.WaitForExit();
        return string.Join('.', version.TrimStart('v').Split('.')[..2]);
    }
}
