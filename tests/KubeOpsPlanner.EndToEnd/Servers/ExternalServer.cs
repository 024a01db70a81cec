using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Operators;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Manifests.Yaml;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.EndToEnd.Servers;

/// <summary>
/// A cluster that runs already: the current context of the kubeconfig that <see cref="Variable"/> names, of somebody who
/// may impersonate. Leaves the cluster as it was found, but for namespaces that no controller there empties.
/// </summary>
internal sealed class ExternalServer : IApiServerUnderTest
{
    public const string Variable = "KUBEOPSPLANNER_E2E_KUBECONFIG";

    /// <summary>Names the address under which the cluster reaches this machine, for webhooks.</summary>
    private const string CallbackVariable = "KUBEOPSPLANNER_E2E_WEBHOOK_HOST";

    private readonly string _folder = Directory.CreateTempSubdirectory("kubeops-planner-external-").FullName;

    private ExternalServer(string kubeconfig) => File.WriteAllText(KubeconfigPath, YamlDocuments.Write(ForTestUsers(kubeconfig)));

    public static bool IsNamed => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    public static string CallbackHost =>
        IsNamed && Environment.GetEnvironmentVariable(CallbackVariable) is { Length: > 0 } host ? host : "127.0.0.1";

    public ServerKind Kind => ServerKind.External;

    public string KubeconfigPath => Path.Combine(_folder, "kubeconfig");

    /// <summary>What of the furniture was not there before, and goes with the tests.</summary>
    private List<JsonObject> Added { get; } = [];

    public static async Task<ExternalServer> OpenAsync()
    {
        var server = new ExternalServer(Environment.GetEnvironmentVariable(Variable)!);
        using var cluster = server.Connect();
        if (await AnyObject.FindAsync(cluster, WebhookConfigurations, ObjectKey.Cluster(RunningOperator.Name)) is not null)
        {
            throw new InvalidOperationException(
                $"An operator governs the cluster that {Variable} names (it has ValidatingWebhookConfiguration {RunningOperator.Name}): "
                + "take it away first, or name another cluster.");
        }

        foreach (var document in Furnishing.Documents)
        {
            if (await AnyObject.FindAsync(cluster, ServerAccess.ApiOf(document), ServerAccess.KeyOf(document)) is null)
            {
                server.Added.Add(document);
            }
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using (var cluster = this.Connect())
        {
            var spaces = await cluster.ListAsync(
                new Resource<AnyObject>(Namespaces, AnyObject.Read), new ListScope(LabelSelector: ServerAccess.TestNamespaceLabel), CancellationToken.None);
            foreach (var space in spaces.Items)
            {
                await cluster.DeleteAsync(Namespaces, space.Metadata.Key, null, CancellationToken.None);
            }

            foreach (var document in Added.AsEnumerable().Reverse())
            {
                await cluster.DeleteAsync(document);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static ApiResource Namespaces { get; } = new("", "v1", "Namespace", "namespaces", IsNamespaced: false);

    private static ApiResource WebhookConfigurations { get; } = new(
        "admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", IsNamespaced: false);

    /// <summary>The same cluster and credentials, with a context for each test user, whom the credentials' owner impersonates.</summary>
    private static JsonObject ForTestUsers(string kubeconfig)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(kubeconfig))!;
        var config = YamlDocuments.Read(File.ReadAllText(kubeconfig)).Single().AsObject();
        var context = Named(config, "contexts", (string)config["current-context"]!)["context"]!;
        var cluster = Named(config, "clusters", (string)context["cluster"]!)["cluster"]!.AsObject();
        var credentials = Named(config, "users", (string)context["user"]!)["user"]!.AsObject();
        MakeAbsolute(cluster, folder, "certificate-authority");
        MakeAbsolute(credentials, folder, "client-certificate", "client-key", "tokenFile");
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = TestUser.Admin.Name,
            ["clusters"] = new JsonArray(new JsonObject { ["name"] = "tests", ["cluster"] = cluster.DeepClone() }),
            ["contexts"] = new JsonArray([.. TestUser.All.Select(user => (JsonNode)new JsonObject
            {
                ["name"] = user.Name, ["context"] = new JsonObject { ["cluster"] = "tests", ["user"] = user.Name },
            })]),
            ["users"] = new JsonArray([.. TestUser.All.Select(user => (JsonNode)new JsonObject
            {
                ["name"] = user.Name, ["user"] = Impersonating(credentials, user),
            })]),
        };
    }

    private static JsonNode Impersonating(JsonObject credentials, TestUser user)
    {
        var entry = credentials.DeepClone();
        entry["as"] = user.Name;
        entry["as-groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        return entry;
    }

    private static JsonNode Named(JsonObject config, string list, string name) =>
        config[list]!.AsArray().Single(entry => (string)entry!["name"]! == name)!;

    private static void MakeAbsolute(JsonObject entry, string folder, params string[] fields)
    {
        foreach (var field in fields.Where(field => entry[field] is not null))
        {
            entry[field] = Path.GetFullPath((string)entry[field]!, folder);
        }
    }
}
