using System.Diagnostics;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

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

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    public async Task InitializeAsync()
    {
        var core = new ApiServerCore(
            new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), TimeProvider.System.GetUtcNow());
        _server = await DevApiServer.StartAsync(DevApiServerOptions.For(core));
        _server.WriteKubeconfig(KubeconfigPath);
        if (IsInstalled)
            await RunAsync("apply -f -", WidgetDefinition);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Fails the test when kubectl does.</summary>
    internal async Task<string> RunAsync(string arguments, string input = "")
    {
        var (code, output, errors) = await TryRunAsync(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments} exited with {code}:\n{output}{errors}");
        return output + errors;
    }

    internal async Task<(int Code, string Output, string Errors)> TryRunAsync(string arguments, string input = "")
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <summary>Words are separated by spaces; single quotes keep words together.</summary>
    internal Process Start(string arguments)
    {
        var start = new ProcessStartInfo("kubectl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["KUBECONFIG"] = KubeconfigPath;
        start.Environment["HOME"] = _folder;
        start.Environment["KUBE_EDITOR"] = "sed -i s/red/blue/";
        var parts = arguments.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            foreach (var word in i % 2 == 1 ? [parts[i]] : parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                start.ArgumentList.Add(word);
        }
        return Process.Start(start)!;
    }

    private string KubeconfigPath => Path.Combine(_folder, "kubeconfig");
}
