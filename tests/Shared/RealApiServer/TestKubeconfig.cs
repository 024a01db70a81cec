using System.Text;

namespace KubeOpsPlanner.Testing;

/// <summary>A kubeconfig with one context for each of <see cref="TestUser.All"/>, the administrator's being current.</summary>
internal static class TestKubeconfig
{
    public static string Format(Uri address, string authorityPem)
    {
        var text = new StringBuilder();
        text.AppendLine("apiVersion: v1").AppendLine("kind: Config").AppendLine($"current-context: {TestUser.Admin.Name}");
        text.AppendLine("clusters:").AppendLine("- name: tests").AppendLine("  cluster:");
        text.AppendLine($"    server: {address}");
        text.AppendLine($"    certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}");
        text.AppendLine("contexts:");
        foreach (var user in TestUser.All)
        {
            text.AppendLine($"- name: {user.Name}").AppendLine($"  context: {{cluster: tests, user: \"{user.Name}\"}}");
        }

        text.AppendLine("users:");
        foreach (var user in TestUser.All)
        {
            text.AppendLine($"- name: {user.Name}").AppendLine($"  user: {{token: {user.Token}}}");
        }

        return text.ToString();
    }
}
