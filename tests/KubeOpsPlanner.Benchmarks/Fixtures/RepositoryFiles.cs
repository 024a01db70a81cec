namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Files of the repository that the program was built in.</summary>
internal static class RepositoryFiles
{
    /// <exception cref="FileNotFoundException">The program was moved away from its repository.</exception>
    public static byte[] Read(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(candidate))
                return File.ReadAllBytes(candidate);
        }

        throw new FileNotFoundException($"{path} is in no folder above {AppContext.BaseDirectory}: run the benchmarks from their repository.", path);
    }
}
