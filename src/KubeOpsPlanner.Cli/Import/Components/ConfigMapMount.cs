namespace KubeOpsPlanner.Cli.Import.Components;

/// <summary>A ConfigMap in a container's file system.</summary>
/// <param name="Key">Of a mount of one key as a file; null where every key is a file in the folder.</param>
internal sealed record ConfigMapMount(string ConfigMap, string MountPath, string? Key)
{
    /// <returns>The key that is read at a path; null when the path is not in this mount.</returns>
    public string? KeyAt(string path) =>
        Key is not null && path == MountPath ? Key
        : path.StartsWith($"{MountPath.TrimEnd('/')}/", StringComparison.Ordinal) ? path[(MountPath.TrimEnd('/').Length + 1)..]
        : null;

    /// <summary>Whether a folder, also one relative to a working directory that is not known, is this mount.</summary>
    public bool IsFolder(string path)
    {
        var (folder, mount) = (path.TrimEnd('/'), MountPath.TrimEnd('/'));
        return folder == mount || (!folder.StartsWith('/') && mount.EndsWith($"/{folder.TrimStart('.', '/')}", StringComparison.Ordinal));
    }
}
