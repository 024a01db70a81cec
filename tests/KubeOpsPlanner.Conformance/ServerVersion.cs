using System.Diagnostics;

namespace KubeOpsPlanner.Conformance;

/// <summary>Which Kubernetes the real server is, e.g. 1.20. Test builds do not know it under <c>/version</c>.</summary>
internal static class ServerVersion
{
    public static Version Real { get; } = Ask();

    private static Version Ask()
    {
        var program = Path.Combine(Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? "", "kube-apiserver");
        using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Version.Parse(string.Join('.', text[(text.IndexOf('v') + 1)..].Split('.')[..2]));
    }
}
