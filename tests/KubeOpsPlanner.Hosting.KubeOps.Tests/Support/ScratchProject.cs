using System.Diagnostics;
using System.IO.Compression;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Support;

/// <summary>A project below the repository's root, so that its build files apply, with a package feed of its own.</summary>
internal sealed class ScratchProject : IDisposable
{
    private readonly DirectoryInfo _folder;

    public ScratchProject(string content)
    {
        _folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "scratch", Guid.NewGuid().ToString("N")));
        Directory.CreateDirectory(Feed);
        File.WriteAllText(
            Path.Combine(_folder.FullName, "nuget.config"),
            """<configuration><packageSources><clear /><add key="scratch" value="feed" /></packageSources></configuration>""");
        File.WriteAllText(Project, $"""<Project Sdk="Microsoft.NET.Sdk">{content.Replace("SRC", Path.Combine(Root, "src"))}</Project>""");
    }

    private static string Root { get; } = FindRoot();

    private string Feed => Path.Combine(_folder.FullName, "feed");

    private string Project => Path.Combine(_folder.FullName, "Scratch.csproj");

    /// <summary>A package with nothing in it.</summary>
    public void Offer(string id, string version)
    {
        using var package = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var writer = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        writer.Write(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>{id}</id><version>{version}</version>
            <authors>test</authors><description>test</description></metadata></package>
            """);
    }

    /// <returns>What the build says.</returns>
    public async Task<string> BuildAsync(string target, params string[] properties)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.FullName,
        };
        string[] arguments = ["msbuild", Project, $"-t:{target}", "-nologo", "-v:quiet", "-nodeReuse:false", .. properties.Select(property => $"-p:{property}")];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What a test runner sets for its own build is not meant for this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return output;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KubeOpsPlanner.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("KubeOpsPlanner.sln is not above the test's folder");
    }
}
