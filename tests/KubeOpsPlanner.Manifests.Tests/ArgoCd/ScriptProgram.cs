using System.Diagnostics;

namespace KubeOpsPlanner.Manifests.Tests.ArgoCd;

/// <summary>A small interpreter of this machine, where there is one.</summary>
internal sealed class ScriptProgram(params string[] names)
{
    private readonly string? _path = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        from name in names
        let file = Path.Combine(folder, name)
        where folder.Length > 0 && File.Exists(file)
        select file).FirstOrDefault();

    /// <summary>Why it is not there, in one line; null when it is.</summary>
    public string? Absence => _path is null ? $"needs {string.Join(" or ", names)}, which is not on PATH" : null;

    /// <returns>What it printed; a failure fails the test.</returns>
    public async Task<string> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(_path!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.TrimEnd();
    }
}
