using System.Diagnostics;

namespace KubeOpsPlanner.Testing;

/// <summary>The kubectl of this machine, talking to one cluster.</summary>
/// <param name="context">A context of the kubeconfig; null for its current one.</param>
/// <param name="workingFolder">Where relative paths in arguments start; null for the kubeconfig's folder.</param>
internal sealed class KubectlProgram(string kubeconfigPath, string? context = null, string? workingFolder = null)
{
    private static readonly string? Executable =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Prepend(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? "")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, "kubectl"))
            .FirstOrDefault(File.Exists);

    /// <summary>Why there is no kubectl, in one line; null when there is one.</summary>
    public static string? Absence { get; } =
        Executable is null ? "needs kubectl, which is neither in KUBEBUILDER_ASSETS nor on PATH" : null;

    /// <summary>What <c>kubectl edit</c> runs.</summary>
    public string Editor { get; init; } = "false";

    /// <summary>Fails the test when kubectl does.</summary>
    /// <returns>What it wrote, errors and warnings last.</returns>
    public async Task<string> RunAsync(string arguments, string input = "")
    {
        var (code, output, errors) = await TryRunAsync(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments} exited with {code}:\n{output}{errors}");
        return output + errors;
    }

    public async Task<(int Code, string Output, string Errors)> TryRunAsync(string arguments, string input = "")
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <param name="arguments">Words are separated by spaces; single quotes keep words together.</param>
    public Process Start(string arguments)
    {
        var home = Path.GetDirectoryName(kubeconfigPath)!;
        var start = new ProcessStartInfo(Executable!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? home,
        };
        start.Environment["KUBECONFIG"] = kubeconfigPath;
        start.Environment["HOME"] = home;
        start.Environment["KUBE_EDITOR"] = Editor;
        if (context is not null)
        {
            start.ArgumentList.Add($"--context={context}");
        }

        var parts = arguments.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var word in i % 2 == 1 ? [parts[i]] : parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                start.ArgumentList.Add(word);
            }
        }

        return Process.Start(start)!;
    }
}
