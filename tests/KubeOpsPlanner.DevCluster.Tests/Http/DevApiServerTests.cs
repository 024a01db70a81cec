using System.IO.Compression;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Tests.Http;

public sealed class DevApiServerTests(ShellFixture shell) : IClassFixture<ShellFixture>
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    [Theory]
    [InlineData("POST", "/apis/apps", 405, "MethodNotAllowed")]
    [InlineData("GET", "/apis/authorization.k8s.io/v1/subjectaccessreviews", 405, "MethodNotAllowed")]
    public async Task What_is_not_served_is_refused_as_a_Status(string method, string path, int code, string reason)
    {
        var (actual, body) = await shell.SendAsync(method, path, method == "POST" ? "{}" : null);

        Assert.Equal(code, actual);
        Assert.Equal("Status", body["kind"]!.GetValue<string>());
        Assert.Equal(reason, body["reason"]!.GetValue<string>());
        Assert.Equal(code, body["code"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Health_needs_no_token(string path)
    {
        using var anonymous = shell.CreateClient(null);

        Assert.Equal("ok", await anonymous.GetStringAsync(path));
    }

    [Fact]
    public async Task Without_a_token_one_is_anonymous()
    {
        using var anonymous = shell.CreateClient(null);
        using var response = await anonymous.GetAsync("/api/v1/namespaces");

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Equal(
            "namespaces is forbidden: User \"system:anonymous\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope",
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("a.b.c")]
    public async Task With_an_invalid_token_the_answer_is_401(string token)
    {
        using var client = shell.CreateClient(token);
        using var response = await client.GetAsync("/api/v1/namespaces");

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("Unauthorized", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_names_the_user_that_the_core_sees()
    {
        await shell.SendAsync("GET", "/api/v1/namespaces/whoami", token: ShellFixture.BobToken);

        var seen = shell.Core.Requests.Last(request => request.Path.EndsWith("whoami", StringComparison.Ordinal)).User;
        Assert.Equal("bob", seen.Name);
        Assert.Equal(["team", "system:authenticated"], seen.Groups);
    }

    [Fact]
    public async Task Seeded_namespaces_have_a_service_account_and_the_root_certificate()
    {
        foreach (var name in new[] { "default", "kube-system", "kube-public", "kube-node-lease" })
        {
            var (account, _) = await shell.SendAsync("GET", $"/api/v1/namespaces/{name}/serviceaccounts/default");
            var (authority, body) = await shell.SendAsync("GET", $"/api/v1/namespaces/{name}/configmaps/kube-root-ca.crt");
            Assert.Equal((200, 200), (account, authority));
            Assert.Equal(shell.Server.CaPem, body["data"]!["ca.crt"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_new_namespace_has_its_service_account_before_the_answer_is_read()
    {
        var (created, _) = await shell.SendAsync("POST", "/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"fresh"}}""");
        var (found, _) = await shell.SendAsync("GET", "/api/v1/namespaces/fresh/serviceaccounts/default");

        Assert.Equal((201, 200), (created, found));
    }

    [Fact]
    public async Task A_body_above_three_megabytes_is_refused_with_413()
    {
        var (code, body) = await shell.SendAsync(
            "POST", "/api/v1/namespaces/default/configmaps", new string('a', (3 * 1024 * 1024) + 1));

        Assert.Equal(413, code);
        Assert.Equal("Request entity too large: limit is 3145728", body["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/vnd.kubernetes.protobuf", 406)]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", 200)]
    [InlineData("*/*", 200)]
    public async Task Only_acceptable_answers_are_given(string accept, int code)
    {
        var (actual, _) = await shell.SendAsync("GET", "/api/v1/namespaces/default", accept: accept);

        Assert.Equal(code, actual);
    }

    [Theory]
    [InlineData("k8s")]
    [InlineData("k8s\0\n\u0007\n\u0002v1")]
    [InlineData("k8s\0\n\u000a\n\u0002v1\u0012\u0004Nope")]
    public async Task Protobuf_that_cannot_be_read_is_refused(string body)
    {
        var (actual, status) = await shell.SendAsync(
            "POST", "/api/v1/namespaces", body, "application/vnd.kubernetes.protobuf");

        Assert.Equal((400, "Status"), (actual, status["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Protobuf_of_typed_clients_is_read_as_the_object_that_it_stands_for()
    {
        const string namespaceWithLabel =
            "k8s\0\n\u000f\n\u0002v1\u0012\u0009Namespace\u0012\u0018\n\u0016\n\u0004wire\u0012\0\u001a\0Z\n\n\u0003key\u0012\u0003val";

        var (code, created) = await shell.SendAsync(
            "POST", "/api/v1/namespaces", namespaceWithLabel, "application/vnd.kubernetes.protobuf");

        Assert.Equal(201, code);
        Assert.Equal("wire", created["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("val", created["metadata"]!["labels"]!["key"]!.GetValue<string>());
    }

    [Fact]
    public async Task Yaml_is_written_to_those_who_ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces/default");
        request.Headers.TryAddWithoutValidation("Accept", "application/yaml");
        using var response = await shell.Client.SendAsync(request);

        Assert.Equal("application/yaml", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("kind: Namespace\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Lists_come_as_tables_to_those_who_ask()
    {
        var (_, table) = await shell.SendAsync("GET", "/api/v1/namespaces/default/serviceaccounts", accept: Table);

        Assert.Equal("Table", table["kind"]!.GetValue<string>());
        Assert.Equal(["Name", "Secrets", "Age"], table["columnDefinitions"]!.AsArray().Select(column => column!["name"]!.ToString()));
        var row = table["rows"]!.AsArray().First(found => found!["cells"]![0]!.ToString() == "default")!;
        Assert.Equal("PartialObjectMetadata", row["object"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_missing_object_stays_a_Status_when_a_table_was_asked_for()
    {
        var (code, body) = await shell.SendAsync("GET", "/api/v1/namespaces/nobody", accept: Table);

        Assert.Equal((404, "Status"), (code, body["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_watch_sends_lines_and_names_the_columns_of_a_table_once()
    {
        var (_, list) = await shell.SendAsync("GET", "/api/v1/namespaces");
        var version = list["metadata"]!["resourceVersion"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/namespaces?watch=true&resourceVersion={version}");
        request.Headers.TryAddWithoutValidation("Accept", Table);
        using var response = await shell.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        foreach (var name in new[] { "one", "two" })
            await shell.SendAsync("POST", "/api/v1/namespaces", $$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{name}}"} }""");

        var first = JsonNode.Parse((await reader.ReadLineAsync())!)!;
        var second = JsonNode.Parse((await reader.ReadLineAsync())!)!;
        Assert.Equal("one", first["object"]!["rows"]![0]!["cells"]![0]!.ToString());
        Assert.Equal(3, first["object"]!["columnDefinitions"]!.AsArray().Count);
        Assert.Equal("two", second["object"]!["rows"]![0]!["cells"]![0]!.ToString());
        Assert.Null(second["object"]!["columnDefinitions"]);
    }

    [Fact]
    public async Task A_defect_is_answered_with_500_and_no_details()
    {
        shell.Core.Override = request => request.Path.EndsWith("broken", StringComparison.Ordinal)
            ? throw new InvalidOperationException("secret detail")
            : null;

        var (code, body) = await shell.SendAsync("GET", "/api/v1/namespaces/broken");

        Assert.Equal((500, "InternalError"), (code, body["reason"]!.GetValue<string>()));
        Assert.DoesNotContain("secret detail", body.ToJsonString());
        Assert.Contains(shell.Failures, failure => failure.Message == "secret detail");
    }

    [Fact]
    public async Task Large_answers_are_compressed_for_those_who_can_read_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v2");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        using var response = await shell.Client.SendAsync(request);

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal("2.0", (await JsonNode.ParseAsync(plain))!["swagger"]!.GetValue<string>());
    }

    [Fact]
    public async Task Warnings_travel_as_headers_whatever_they_contain()
    {
        shell.Core.Override = request => request.Path.EndsWith("warned", StringComparison.Ordinal)
            ? new ApiResponse(200, new JsonObject(), ["field \"a\"\nis not ä"])
            : null;
        using var response = await shell.Client.GetAsync("/api/v1/namespaces/warned");

        Assert.Equal("""299 - "field \"a\" is not ?" """.Trim(), response.Headers.NonValidated["Warning"].ToString());
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence_with_port_and_flag()
    {
        var port = new Uri(shell.Server.Url).Port;
        var options = new DevApiServerOptions { Handle = shell.Core.Handle, Seed = shell.Core.Seed, Registry = shell.Core.Registry, Port = port };

        var exception = await Assert.ThrowsAsync<PortTakenException>(() => DevApiServer.StartAsync(options));

        Assert.Equal(
            $"Port {port} on 127.0.0.1 is already in use; stop the program that holds it or choose another one with --port.",
            exception.Message);
    }

    [Fact]
    public void The_kubeconfig_is_for_its_owner_alone()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "kubeconfig");
        shell.Server.WriteKubeconfig(path);

        Assert.Contains($"server: {shell.Server.Url}", File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
