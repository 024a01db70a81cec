namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Files of the repository that the program was built in.</summary>
internal static class RepositoryFiles
{
    private const string Marker = "KubeOpsPlanner.sln";

    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Root(), path));

    public static IReadOnlyList<byte[]> ReadAll(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories).Order().Select(File.ReadAllBytes)];

    /// <exception cref="DirectoryNotFoundException">The program was moved away from its repository.</exception>
    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"{Marker} is in no folder above {AppContext.BaseDirectory}: run the benchmarks from their repository.");
    }
}
