namespace KubeOpsPlanner.Testing;

/// <summary>Data sets too large or too foreign for the repository; tests that want them skip where they are absent.</summary>
internal static class SharedData
{
    public static string Require(params string[] path)
    {
        var file = Root() is { } root ? Path.Combine([root, "data", .. path]) : null;
        Skip.If(file is null || !File.Exists(file), $"shared data {Path.Combine(path)} is absent; set KUBEOPSPLANNER_TESTDATA");
        return file!;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("KUBEOPSPLANNER_TESTDATA") is { Length: > 0 } configured)
        {
            return configured;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "data")))
            {
                return shared;
            }
        }

        return null;
    }
}
