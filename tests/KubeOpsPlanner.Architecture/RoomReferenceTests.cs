namespace KubeOpsPlanner.Architecture;

public sealed class RoomReferenceTests
{
    /// <summary>What a room may reference. A room that is not listed may not exist.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Planning"] = [],
        ["Entities"] = ["Planning"],
        ["Hosting"] = ["Entities"],
        ["Kubernetes"] = ["Hosting"],
        ["Hosting.KubeOps"] = ["Hosting"],
        ["Manifests"] = ["Entities", "Hosting"],
        // The host is referenced for Program.cs alone: see OnlyTheProgramKnowsWhichHostItRunsOn.
        ["Operator"] = ["Planning", "Entities", "Hosting", "Kubernetes", "Hosting.KubeOps"],
        ["Simulation"] = ["Planning"],
        ["DevCluster"] = ["Simulation", "Kubernetes"],
        ["Cli"] = ["Planning", "Entities", "Hosting", "Kubernetes", "Manifests", "Operator", "Simulation", "DevCluster"],
    };

    public static TheoryData<string> Rooms => [.. SourceTree.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_only_what_it_may(string room)
    {
        Assert.True(Allowed.ContainsKey(room), $"src/KubeOpsPlanner.{room} is not a room of the house");
        Assert.Empty(SourceTree.References(room).Except(Allowed[room]));
    }

    [Fact]
    public void Planning_is_pure_mathematics() => Assert.Equal(["MathNet.Numerics"], SourceTree.Packages("Planning"));

    [Fact]
    public void OnlyTheProgramKnowsWhichHostItRunsOn()
    {
        var knowing = SourceTree.ProductSources
            .Where(file => file.Room == "Operator" && file.FileName != "Program.cs")
            .Where(file => file.Text.Contains("KubeOpsPlanner.Kubernetes", StringComparison.Ordinal)
                || file.Text.Contains("KubeOpsPlanner.Hosting.KubeOps", StringComparison.Ordinal));
        Assert.Empty(knowing.Select(file => file.Path));
    }

    [Fact]
    public void The_stub_of_KubeOps_is_nowhere_in_the_product()
    {
        var naming = SourceTree.ProductBuildFiles.Where(file => file.Text.Contains("KubeOps.Stub", StringComparison.Ordinal));
        Assert.Empty(naming.Select(file => file.Path));
    }

    [Fact]
    public void The_KubeOps_host_is_not_in_the_default_build() =>
        Assert.DoesNotContain(SourceTree.ProductBuildFiles, file => file.Path.EndsWith(".sln", StringComparison.Ordinal)
            && file.Text.Contains("KubeOpsPlanner.Hosting.KubeOps", StringComparison.Ordinal));
}
