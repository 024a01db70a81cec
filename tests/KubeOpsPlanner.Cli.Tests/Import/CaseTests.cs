using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Cli.Tests.Import;

/// <summary>
/// One folder below cases/ is one import: its <c>args</c>, its documents, what is printed (<c>expected.out</c>) and what is
/// said besides (<c>expected.err</c>).
/// </summary>
public sealed class CaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "KubeOpsPlanner.Cli.Tests", "Import", "cases");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Cases).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_case_imports_as_expected(string name)
    {
        var folder = Path.Combine(Cases, name) + Path.DirectorySeparatorChar;
        var words = File.ReadAllText($"{folder}args").Split(' ', StringSplitOptions.TrimEntries);

        var run = await CommandRun.OfAsync(["import", .. words.Select(word => File.Exists(folder + word) ? folder + word : word)]);

        Assert.Equal(File.ReadAllText($"{folder}expected.err"), run.Errors.Replace(folder, "", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllText($"{folder}expected.out"), run.Output);
        Assert.Equal(ExitCode.Ok, run.Code);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Its_output_reads_back(string name)
    {
        var folder = Path.Combine(Cases, name) + Path.DirectorySeparatorChar;
        var words = File.ReadAllText($"{folder}args").Split(' ', StringSplitOptions.TrimEntries);
        string[] all = ["import", .. words.Select(word => File.Exists(folder + word) ? folder + word : word)];

        var table = await CommandRun.OfAsync([.. all.TakeWhile(word => word != "-o"), "-o", "table"]);

        Assert.Equal(ExitCode.Ok, table.Code);
        Assert.StartsWith("KIND", table.Output);
        Assert.Contains("PoolPlan", table.Output);
    }
}
