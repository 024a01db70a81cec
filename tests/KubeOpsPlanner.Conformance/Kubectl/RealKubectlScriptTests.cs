using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Kubectl;

[Collection(nameof(RealConformanceCollection))]
public sealed class RealKubectlScriptTests(ConformanceServers servers) : KubectlScriptTests(servers, ServerKind.Real)
{
    public static TheoryData<string> Names => [.. KubectlScript.Names];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public Task On_a_real_server_kubectl_prints_what_is_recorded(string name) => CheckAsync(name);
}
