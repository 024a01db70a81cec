using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace KubeOpsPlanner.Testing;

/// <summary>
/// A real kube-apiserver with its etcd on free loopback ports, started once for a collection of tests and ended with
/// it. Needs KUBEBUILDER_ASSETS; tests call <c>Skip.If(server.Absence is not null, server.Absence)</c>.
/// </summary>
public sealed class RealApiServer : IAsyncLifetime
{
    // A start takes 4 to 6 seconds on two idle cores.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("kubeops-planner-apiserver-").FullName;
    private readonly List<ChildProcess> _processes = [];
    private Uri _etcd = new("http://127.0.0.1:1/");

    /// <summary>Why there is no server, in one line; null when there is one.</summary>
    public string? Absence { get; private set; }

    public Uri Address { get; private set; } = new("https://127.0.0.1:1/");

    /// <summary>A kubeconfig with one context for each of <see cref="TestUser.All"/>, the administrator's being current.</summary>
    public string KubeconfigPath => Path.Combine(_folder, "kubeconfig");

    /// <summary>Which is its own authority.</summary>
    public string CertificatePem => File.ReadAllText(Path.Combine(_folder, RealApiServerFiles.Certificate));

    public async Task InitializeAsync()
    {
        var assets = Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS");
        if (string.IsNullOrEmpty(assets) || !File.Exists(Path.Combine(assets, "kube-apiserver")))
        {
            Absence = "needs a real kube-apiserver: set KUBEBUILDER_ASSETS to a folder with kube-apiserver and etcd";
            return;
        }

        var (etcd, etcdPeer, api) = (FreePort(), FreePort(), FreePort());
        Address = new Uri($"https://127.0.0.1:{api}/");
        _etcd = new Uri($"http://127.0.0.1:{etcd}/");
        RealApiServerFiles.Write(_folder, Address, KubeconfigPath);
        _processes.Add(ChildProcess.Start(Path.Combine(assets, "etcd"), EtcdArguments(etcd, etcdPeer)));
        _processes.Add(ChildProcess.Start(Path.Combine(assets, "kube-apiserver"), ApiServerArguments(etcd, api)));
        await WaitUntilReadyAsync();
    }

    /// <summary>The programs that run, with the processor time that each has used so far.</summary>
    public IReadOnlyList<(string Program, TimeSpan Used)> ProcessorTimes() => [.. _processes.Select(process => (process.Name, process.ProcessorTime))];

    /// <summary>Makes etcd drop what is older than now; the server does so itself every five minutes.</summary>
    public async Task CompactAsync()
    {
        using var http = new HttpClient { BaseAddress = _etcd };
        var range = await PostAsync(http, "v3/kv/range", """{"key": "AA=="}""");
        var revision = range.GetProperty("header").GetProperty("revision").GetString();
        await PostAsync(http, "v3/kv/compaction", $$"""{"revision": "{{revision}}", "physical": true}""");
    }

    public Task DisposeAsync()
    {
        // The API server first, so that it does not complain about a lost etcd.
        for (var i = _processes.Count - 1; i >= 0; i--)
        {
            _processes[i].Dispose();
        }

        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string body)
    {
        using var response = await http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    private async Task WaitUntilReadyAsync()
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var http = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {TestUser.Admin.Token}");
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            if (_processes.FirstOrDefault(process => process.HasExited) is { } dead)
            {
                throw new InvalidOperationException($"{dead.Name} ended at its start:\n{dead.Output}");
            }

            try
            {
                if ((await http.GetAsync("readyz", limit.Token)).StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !limit.IsCancellationRequested)
            {
                // Not listening yet, or too busy starting to answer.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }

    private string[] EtcdArguments(int client, int peer) =>
    [
        "--data-dir", Path.Combine(_folder, "etcd"),
        "--listen-client-urls", $"http://127.0.0.1:{client}",
        "--advertise-client-urls", $"http://127.0.0.1:{client}",
        "--listen-peer-urls", $"http://127.0.0.1:{peer}",
        "--initial-advertise-peer-urls", $"http://127.0.0.1:{peer}",
        "--initial-cluster", $"default=http://127.0.0.1:{peer}",
        "--log-level", "error",
        // Nobody needs the data after a crash of the machine.
        "--unsafe-no-fsync",
    ];

    private string[] ApiServerArguments(int etcd, int port) =>
    [
        "--etcd-servers", $"http://127.0.0.1:{etcd}",
        "--bind-address", "127.0.0.1",
        "--advertise-address", "127.0.0.1",
        "--secure-port", port.ToString(),
        "--tls-cert-file", Path.Combine(_folder, RealApiServerFiles.Certificate),
        "--tls-private-key-file", Path.Combine(_folder, RealApiServerFiles.Key),
        "--token-auth-file", Path.Combine(_folder, RealApiServerFiles.Tokens),
        "--service-account-issuer", "https://kubernetes.default.svc",
        "--service-account-key-file", Path.Combine(_folder, RealApiServerFiles.ServiceAccountKey),
        "--service-account-signing-key-file", Path.Combine(_folder, RealApiServerFiles.ServiceAccountKey),
        "--service-cluster-ip-range", "10.0.0.0/24",
        "--authorization-mode", "RBAC",
        // No controller makes service accounts here, and pods could not be created without.
        "--disable-admission-plugins", "ServiceAccount",
        "--allow-privileged=true",
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
