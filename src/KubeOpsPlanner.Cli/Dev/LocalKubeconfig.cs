using System.Text;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.Cli.Dev;

/// <summary>A kubeconfig with one cluster and a context for each of some users; the first is the current one.</summary>
internal static class LocalKubeconfig
{
    private const string Cluster = "kubeopsplanner-dev";

    public static void Write(string path, DevApiServer server, IReadOnlyList<LocalUser> users) =>
        KubeconfigFile.Write(path, Format(server.Url, server.CaPem, users));

    public static string Format(string url, string caPem, IReadOnlyList<LocalUser> users)
    {
        var text = new StringBuilder($"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: {Cluster}
              cluster:
                server: {url}
                certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(caPem))}
            current-context: {users[0].Context}
            users:

            """);
        foreach (var user in users)
        {
            text.Append($"- name: {user.Context}\n  user: {{token: {user.Token}}}\n");
        }

        text.Append("contexts:\n");
        foreach (var user in users)
        {
            text.Append($"- name: {user.Context}\n  context: {{cluster: {Cluster}, user: {user.Context}}}\n");
        }

        return text.Replace("\r\n", "\n").ToString();
    }
}
