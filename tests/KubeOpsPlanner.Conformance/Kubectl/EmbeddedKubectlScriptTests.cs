using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Conformance.Kubectl;

[Collection(nameof(EmbeddedConformanceCollection))]
public sealed class EmbeddedKubectlScriptTests(ConformanceServers servers) : KubectlScriptTests(servers, ServerKind.Embedded)
{
    public static TheoryData<string> Names => [.. KubectlScript.Names];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public Task On_the_embedded_server_kubectl_prints_what_is_recorded(string name) => CheckAsync(name);
}
