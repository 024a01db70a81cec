using System.Text.RegularExpressions;

namespace KubeOpsPlanner.Architecture;

public sealed partial class HabitTests
{
    private const int MaxLines = 400;

    /// <summary>What would make a decision depend on when or where it is taken.</summary>
    private static readonly string[] Impure =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Stopwatch", "TimeProvider.System",
        "Random.Shared", "new Random()", "Guid.NewGuid", "Environment.", "HttpClient", "Task.Delay", "Thread.Sleep",
    ];

    [Fact]
    public void What_decides_reads_no_clock_no_dice_and_no_network()
    {
        var found =
            from file in SourceTree.ProductSources
            where file.Room is "Planning" or "Simulation"
            from word in Impure
            where file.Text.Contains(word, StringComparison.Ordinal)
            select $"{file.Path} uses {word}";
        Assert.Empty(found);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong =
            from file in SourceTree.ProductSources.Concat(SourceTree.TestSources)
            let declared = NamespaceDeclaration().Match(file.Text)
            where declared.Success && !file.Path.StartsWith("tests/Shared/", StringComparison.Ordinal) && !IsStub(file)
            let expected = file.Path[(file.Path.IndexOf('/') + 1)..file.Path.LastIndexOf('/')].Replace('/', '.')
            where declared.Groups[1].Value != expected && !IsHostEntry(file, declared.Groups[1].Value)
            select $"{file.Path} declares {declared.Groups[1].Value}, its folder says {expected}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_of_ours_takes_the_name_of_a_package()
    {
        var taken =
            from file in SourceTree.ProductSources.Concat(SourceTree.TestSources)
            where !IsStub(file)
            let declared = NamespaceDeclaration().Match(file.Text)
            where declared.Success && TakenName().IsMatch(declared.Groups[1].Value)
            select file.Path;
        Assert.Empty(taken);
    }

    [Fact]
    public void A_file_is_short_enough_to_be_one_thing()
    {
        var long_ = SourceTree.ProductSources.Concat(SourceTree.TestSources).Where(file => file.Lines > MaxLines);
        Assert.Empty(long_.Select(file => $"{file.Path} has {file.Lines} lines, the limit is {MaxLines}"));
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var marks =
            from file in SourceTree.ProductSources.Concat(SourceTree.TestSources)
            where file.FileName != $"{nameof(HabitTests)}.cs" && LeftForLater().IsMatch(file.Text)
            select file.Path;
        Assert.Empty(marks);
    }

    [Fact]
    public void No_test_sleeps()
    {
        var sleepy =
            from file in SourceTree.TestSources
            where file.FileName != $"{nameof(HabitTests)}.cs" && file.Text.Contains("Thread.Sleep", StringComparison.Ordinal)
            select file.Path;
        Assert.Empty(sleepy);
    }

    /// <summary>Signatures of packages under their own names, and the one place for them.</summary>
    private static bool IsStub(SourceFile file) =>
        file.Path.StartsWith("tests/KubeOpsPlanner.Hosting.KubeOps.Stub/", StringComparison.Ordinal);

    /// <summary>Every host offers its two entry methods in the seam's namespace, so that a program changes hosts by its reference alone.</summary>
    private static bool IsHostEntry(SourceFile file, string declared) =>
        declared == "KubeOpsPlanner.Hosting" && file.FileName.EndsWith("OperatorHost.cs", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace ([\w.]+);?", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"^(KubeOps|k8s|Prometheus)(\.|$)")]
    private static partial Regex TakenName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|\[(Fact|Theory)\(Skip")]
    private static partial Regex LeftForLater();
}
