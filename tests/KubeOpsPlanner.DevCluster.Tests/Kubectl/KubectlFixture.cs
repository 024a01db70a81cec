using System.Diagnostics;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.DevCluster.Tests.Kubectl;

/// <summary>A server with a custom kind, and the kubectl that is found on PATH to talk to it.</summary>
public sealed class KubectlFixture : IAsyncLifetime
{
    internal const string WidgetDefinition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.io}
        spec:
          group: example.io
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd], categories: [toys]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
            additionalPrinterColumns:
            - {name: Replicas, type: integer, jsonPath: .spec.replicas}
            - {name: Color, type: string, jsonPath: .spec.color, priority: 1}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    description: What is wanted.
                    properties:
                      replicas: {type: integer, minimum: 0, default: 1, description: How many.}
                      color: {type: string, enum: [red, blue], description: Which paint.}
                  status:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-").FullName;
    private DevApiServer _server = null!;

    public async Task InitializeAsync()
    {
        var core = new ApiServerCore(
            new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        _server = await DevApiServer.StartAsync(DevApiServerOptions.For(core));
        _server.WriteKubeconfig(KubeconfigPath);
        if (KubectlProgram.Absence is null)
            await RunAsync("apply -f -", WidgetDefinition);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal Task<string> RunAsync(string arguments, string input = "") => Program.RunAsync(arguments, input);

    internal Task<(int Code, string Output, string Errors)> TryRunAsync(string arguments, string input = "") =>
        Program.TryRunAsync(arguments, input);

    internal Process Start(string arguments) => Program.Start(arguments);

    private KubectlProgram Program => new(KubeconfigPath) { Editor = "sed -i s/red/blue/" };

    private string KubeconfigPath => Path.Combine(_folder, "kubeconfig");
}
