using KubeOpsPlanner.Hosting.KubeOps.Tests.Support;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Building;

/// <summary>A build that cannot be names the property, the versions and the remedy, once.</summary>
public sealed class BuildErrorTests
{
    private const string Packages =
        """
        <ItemGroup>
          <PackageReference Include="KubeOps.Operator" /><PackageReference Include="KubeOps.Operator.Web" />
          <PackageReference Include="KubernetesClient" /><PackageReference Include="prometheus-net.AspNetCore" />
        </ItemGroup>
        <Import Project="SRC/KubeOpsPlanner.Hosting.KubeOps/KubeOpsPackages.targets" />
        """;

    [Fact]
    public async Task A_host_that_there_is_not()
    {
        using var project = new ScratchProject("");
        var said = await project.BuildAsync("CheckOperatorHost", "OperatorHost=Nomad");
        Assert.Contains("""error KOP0004: OperatorHost is "Nomad": it must be Kubernetes (the built-in host, the default) or KubeOps (KubeOps 13.1.2,""", said);
    }

    [Fact]
    public async Task Both_hosts_at_once()
    {
        using var project = new ScratchProject(
            """
            <ItemGroup>
              <ProjectReference Include="SRC/KubeOpsPlanner.Kubernetes/KubeOpsPlanner.Kubernetes.csproj" />
              <ProjectReference Include="SRC/KubeOpsPlanner.Hosting.KubeOps/KubeOpsPlanner.Hosting.KubeOps.csproj" />
            </ItemGroup>
            """);
        var said = await project.BuildAsync("CheckOperatorHost", "OperatorHost=KubeOps");
        Assert.Contains(
            "error KOP0005: Scratch references both hosts, KubeOpsPlanner.Kubernetes and KubeOpsPlanner.Hosting.KubeOps (KubeOps 13.1.2), "
            + "and OperatorHost=KubeOps chooses one: remove the other reference.",
            said);
    }

    [Fact]
    public async Task Another_version_pinned()
    {
        using var project = new ScratchProject(
            """<ItemGroup><PackageVersion Update="KubernetesClient" Version="[20.0.0]" /></ItemGroup>""" + Packages);
        var said = await project.BuildAsync("CheckKubeOpsPackages", "OperatorHost=KubeOps");
        Assert.Contains(
            "error KOP0001: OperatorHost=KubeOps is written against KubernetesClient [19.0.2], and Directory.Packages.props pins another version",
            said);
    }

    [Fact]
    public async Task Half_a_feed_and_another_version_in_it()
    {
        using var project = new ScratchProject(Packages);
        project.Offer("KubernetesClient", "19.0.2");
        project.Offer("KubeOps.Operator", "13.1.3");

        var said = await project.BuildAsync("CheckKubeOpsPackages", "OperatorHost=KubeOps");

        Assert.Contains(
            "error KOP0002: OperatorHost=KubeOps needs KubeOps.Operator 13.1.2, KubeOps.Operator.Web 13.1.2, KubernetesClient 19.0.2, "
            + "prometheus-net.AspNetCore 8.2.1 and what they depend on, and no package feed of this machine has "
            + "KubeOps.Operator, KubeOps.Operator.Web, prometheus-net.AspNetCore (the nearest versions there are 13.1.3): "
            + "add one that does with \"dotnet nuget add source URL\", or build without OperatorHost=KubeOps for the built-in host.",
            said);
        Assert.DoesNotContain("NU1101", said);
    }
}
