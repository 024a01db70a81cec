using System.Xml.Linq;

namespace KubeOpsPlanner.Architecture;

/// <summary>The repository as text. The rules are about what is written, so they hold even where it does not compile.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> ProductSources { get; } = Read("src");

    public static IReadOnlyList<SourceFile> TestSources { get; } = Read("tests");

    /// <summary>Short room names, e.g. <c>Planning</c>.</summary>
    public static IEnumerable<string> Rooms =>
        Directory.GetDirectories(Path.Combine(Root, "src")).Select(path => ShortName(Path.GetFileName(path)));

    public static IReadOnlyList<string> References(string room) =>
        [.. Items(room, "ProjectReference").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => ShortName(Path.GetFileNameWithoutExtension(path)))];

    /// <summary>Everything that a build of the product reads besides sources, by its path relative to the root.</summary>
    public static IEnumerable<(string Path, string Text)> ProductBuildFiles =>
        Directory.GetFiles(Root, "Directory.*")
            .Concat(Directory.GetFiles(Root, "*.sln"))
            .Concat(Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Path.Combine(Root, "src"), "*.targets", SearchOption.AllDirectories))
            .Select(path => (Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)));

    public static IReadOnlyList<string> Packages(string room) => [.. Items(room, "PackageReference")];

    private static IEnumerable<string> Items(string room, string item)
    {
        var project = Path.Combine(Root, "src", $"KubeOpsPlanner.{room}", $"KubeOpsPlanner.{room}.csproj");
        return XDocument.Load(project).Descendants(item).Select(element => element.Attribute("Include")!.Value);
    }

    private static string ShortName(string project) => project["KubeOpsPlanner.".Length..];

    private static IReadOnlyList<SourceFile> Read(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)))];

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

/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string Room => Path.Split('/')[1]["KubeOpsPlanner.".Length..];

    public string FileName => Path.Split('/')[^1];

    public int Lines => Text.Count(character => character == '\n');
}
