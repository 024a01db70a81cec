using System.Text;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Certificates;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Kubernetes.Tests.Configuration;

public sealed class KubeconfigTests : IDisposable
{
    private const string Token = """
        current-context: dev
        clusters: [{name: c, cluster: {server: "https://dev.test:6443"}}]
        contexts: [{name: dev, context: {cluster: c, user: u, namespace: inference}}, {name: other, context: {cluster: c}}]
        users: [{name: u, user: {token: secret}}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kubeconfig-tests-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_token_and_a_namespace_are_taken_from_the_current_context()
    {
        var connection = Load(Write("config", Token));

        Assert.Equal(new Uri("https://dev.test:6443"), connection.Server);
        Assert.Equal(("secret", "inference"), (connection.Token, connection.Namespace));
    }

    [Fact]
    public void Another_context_wins_when_asked_for_and_a_user_without_credentials_is_allowed()
    {
        var connection = Load(Write("config", Token), "other");

        Assert.Null(connection.Token);
        Assert.Equal("default", connection.Namespace);
    }

    [Fact]
    public void Somebody_may_act_as_somebody_else()
    {
        var connection = Load(Write("config", """
            current-context: dev
            clusters: [{name: c, cluster: {server: "https://dev.test"}}]
            contexts: [{name: dev, context: {cluster: c, user: u}}]
            users: [{name: u, user: {token: secret, as: alice, as-groups: [tenants, readers]}}]
            """));

        Assert.Equal("secret", connection.Token);
        Assert.Equal("alice", connection.Impersonated!.Name);
        Assert.Equal(["tenants", "readers"], connection.Impersonated.Groups);
    }

    [Fact]
    public void Several_files_are_merged_and_what_is_named_first_wins()
    {
        var first = Write("first", """
            contexts: [{name: dev, context: {cluster: c, user: mine}}]
            users: [{name: mine, user: {token: mine}}]
            """);
        _variables["KUBECONFIG"] = string.Join(Path.PathSeparator, first, Path.Combine(_folder, "absent"), Write("second", Token));

        var connection = Load(null);

        Assert.Equal(("mine", "https://dev.test:6443/"), (connection.Token, connection.Server.AbsoluteUri));
    }

    [Fact]
    public void Files_are_found_relative_to_the_kubeconfig()
    {
        var pems = CertificateFactory.Create(["dev.test"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        Directory.CreateDirectory(Path.Combine(_folder, "pki"));
        Write("pki/ca.crt", pems.Authority);
        Write("pki/me.crt", pems.Serving);
        Write("pki/me.key", pems.ServingKey);
        Write("pki/token", "from-file\n");

        var connection = Load(Write("config", """
            current-context: dev
            clusters: [{name: c, cluster: {server: "https://dev.test", certificate-authority: pki/ca.crt, tls-server-name: api.test, proxy-url: "http://proxy.test:3128"}}]
            contexts: [{name: dev, context: {cluster: c, user: u}}]
            users: [{name: u, user: {client-certificate: pki/me.crt, client-key: pki/me.key, tokenFile: pki/token}}]
            """));

        Assert.Single(connection.CertificateAuthorities!);
        Assert.True(connection.ClientCertificate!.HasPrivateKey);
        Assert.Equal(Path.Combine(_folder, "pki", "token"), connection.TokenFile);
        Assert.Equal(("api.test", new Uri("http://proxy.test:3128")), (connection.TlsServerName, connection.Proxy));
    }

    [Fact]
    public void Data_wins_over_files()
    {
        var pems = CertificateFactory.Create(["dev.test"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));

        var connection = Load(Write("config", $$$"""
            current-context: dev
            clusters: [{name: c, cluster: {server: "https://dev.test", certificate-authority: absent.crt, certificate-authority-data: {{{Base64(pems.Authority)}}} }}]
            contexts: [{name: dev, context: {cluster: c, user: u}}]
            users: [{name: u, user: {client-certificate-data: {{{Base64(pems.Serving)}}}, client-key-data: {{{Base64(pems.ServingKey)}}} }}]
            """));

        Assert.Null(connection.CertificateAuthorityFile);
        Assert.NotNull(connection.ClientCertificate);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("contexts: [", "is not valid YAML at line ")]
    [InlineData("contexts: []", "has no current-context")]
    [InlineData("current-context: gone", "has no context \"gone\": it has none")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c}}]}", "has no cluster \"c\", which context \"a\" names")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'https://x'}}]}", "has no user \"u\"")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'x:1'}}]}", "the server \"x:1\", which is not an http(s) address")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://x', certificate-authority: no.crt}}]}", "no.crt, which does not exist")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c}}], clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: '???'}}]}", "certificate-authority-data that is not base64")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'https://x'}}], users: [{name: u, user: {as-groups: [g]}}]}", "gives user \"u\" as-groups without as, which is not supported")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'https://x'}}], users: [{name: u, user: {exec: {command: aws}}}]}", "gives user \"u\" an exec plugin, which is not supported: use a token")]
    [InlineData("{current-context: a, contexts: [{name: a, context: {cluster: c, user: u}}], clusters: [{name: c, cluster: {server: 'https://x'}}], users: [{name: u, user: {client-key-data: 'aGk='}}]}", "only one of client-certificate and client-key")]
    public void A_broken_kubeconfig_is_explained_in_one_sentence(string text, string expected)
    {
        var path = Write("config", text);

        var error = Assert.Throws<OperatorHostException>(() => Load(path));

        Assert.Contains(expected, error.Message);
        Assert.StartsWith($"The kubeconfig {path} ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_missing_file_names_the_file_and_the_flag()
    {
        var error = Assert.Throws<OperatorHostException>(() => Load("/no/such/kubeconfig"));

        Assert.Equal("The kubeconfig /no/such/kubeconfig does not exist: name another file with --kubeconfig.", error.Message);
    }

    [Fact]
    public void Without_any_configuration_every_way_to_give_one_is_named()
    {
        var error = Assert.Throws<OperatorHostException>(() => Load(null));

        Assert.StartsWith("No cluster is configured: pass --kubeconfig, set KUBECONFIG, create ", error.Message);
    }

    [Fact]
    public void A_pod_uses_its_service_account()
    {
        _variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        _variables["KUBERNETES_SERVICE_PORT"] = "6443";
        Write("token", "pod-token");
        Write("namespace", "kubeops-planner-system\n");

        var connection = Load(null);

        Assert.Equal("https://[fd00::1]:6443/", connection.Server.AbsoluteUri);
        Assert.Equal("kubeops-planner-system", connection.Namespace);
        Assert.Equal(Path.Combine(_folder, "token"), connection.TokenFile);
    }

    private ClusterConnection Load(string? path, string? context = null) => ConnectionLoader.Load(
        path, context, new ConfigurationEnvironment(_variables.GetValueOrDefault, _folder, _folder));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
