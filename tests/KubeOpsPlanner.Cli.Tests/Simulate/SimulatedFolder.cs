namespace KubeOpsPlanner.Cli.Tests.Simulate;

/// <summary>A folder for a test's traces and scenarios, and the verb that plays them.</summary>
public abstract class SimulatedFolder : IDisposable
{
    protected const string Azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simulate-");

    protected string FolderPath => _folder.FullName;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Trace(int requests) =>
        Write("trace.csv", Azure + string.Concat(Enumerable.Range(0, requests).Select(i => Line(i * 2))));

    protected string Write(string name, string text)
    {
        var path = Path.Combine(FolderPath, name);
        File.WriteAllText(path, text);
        return path;
    }

    protected static string Line(int second) =>
        $"{new DateTime(2023, 11, 16, 18, 0, 0).AddSeconds(second):yyyy-MM-dd HH:mm:ss.fffffff},1000,50\n";

    protected static async Task<(int Code, string Output, string Errors)> RunAsync(string words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(words.Split(' '), output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
