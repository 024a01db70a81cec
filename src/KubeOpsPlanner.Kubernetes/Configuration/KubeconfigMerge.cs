namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>Several kubeconfigs as one. Whatever is named first wins, as in kubectl.</summary>
internal sealed record KubeconfigMerge(
    string Source,
    string? CurrentContext,
    IReadOnlyDictionary<string, ClusterEntry> Clusters,
    IReadOnlyDictionary<string, ContextEntry> Contexts,
    IReadOnlyDictionary<string, UserEntry> Users)
{
    public static KubeconfigMerge Of(IEnumerable<KubeconfigSource> sources)
    {
        var list = sources.ToList();
        var files = list.Select(source => source.File).ToList();
        return new KubeconfigMerge(
            string.Join(Path.PathSeparator, list.Select(source => source.Path)),
            files.Select(file => file.CurrentContext).FirstOrDefault(name => !string.IsNullOrEmpty(name)),
            First(files.SelectMany(file => file.Clusters ?? []), named => named.Name, named => named.Cluster),
            First(files.SelectMany(file => file.Contexts ?? []), named => named.Name, named => named.Context),
            First(files.SelectMany(file => file.Users ?? []), named => named.Name, named => named.User));
    }

    private static Dictionary<string, TEntry> First<TNamed, TEntry>(
        IEnumerable<TNamed> entries, Func<TNamed, string> name, Func<TNamed, TEntry?> entry)
        where TEntry : class, new()
    {
        var result = new Dictionary<string, TEntry>();
        foreach (var named in entries)
        {
            result.TryAdd(name(named), entry(named) ?? new TEntry());
        }

        return result;
    }
}
