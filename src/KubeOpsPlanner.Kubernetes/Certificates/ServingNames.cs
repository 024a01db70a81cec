using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Certificates;

internal static class ServingNames
{
    /// <summary>Every name under which an API server may call this operator.</summary>
    public static IReadOnlyList<string> Of(OperatorHostOptions options)
    {
        var service = $"{options.Name}.{options.Namespace}";
        List<string> names = [$"{service}.svc", service, options.Name, $"{service}.svc.cluster.local"];
        if (!string.IsNullOrEmpty(options.WebhookHost))
        {
            names.Add(options.WebhookHost);
        }

        return names;
    }
}
