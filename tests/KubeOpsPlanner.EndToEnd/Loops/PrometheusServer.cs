using System.Net;
using System.Net.Sockets;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Loops;

/// <summary>A real Prometheus that reads one page every second, with the labels that a scrape of pods gives.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private const string Program = "prometheus";

    private static readonly string? Executable = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists);

    private readonly string _folder;
    private ChildProcess? _process;

    private PrometheusServer(string folder, ChildProcess process, Uri address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    /// <summary>Why there is none, in one line; null when there is one.</summary>
    public static string? Absence { get; } = Executable is null ? "needs prometheus, which is not on PATH: apt-get install prometheus" : null;

    public Uri Address { get; }

    /// <summary>Silent from now on, as a server that is down.</summary>
    public void Stop()
    {
        _process?.Dispose();
        _process = null;
    }

    public static async Task<PrometheusServer> StartAsync(Uri page, string @namespace, string pod)
    {
        var folder = Directory.CreateTempSubdirectory("kop-prometheus-").FullName;
        var config = Path.Combine(folder, "prometheus.yml");
        await File.WriteAllTextAsync(config, $$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: graph
                metrics_path: {{page.AbsolutePath}}
                static_configs: [{targets: ["{{page.Authority}}"], labels: {namespace: "{{@namespace}}", pod: "{{pod}}"} }]
            """);
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var process = ChildProcess.Start(
            Executable!,
            [$"--config.file={config}", $"--storage.tsdb.path={Path.Combine(folder, "data")}", $"--web.listen-address={address.Authority}"]);
        var server = new PrometheusServer(folder, process, address);
        await Eventually.True(server.IsReadyAsync, () => Task.FromResult($"Prometheus is ready; it said: {process.Output}"));
        return server;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The system's ports are many; one that was just free is rarely taken by another in between.</summary>
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync()
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "-/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
