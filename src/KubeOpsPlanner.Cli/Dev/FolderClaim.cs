namespace KubeOpsPlanner.Cli.Dev;

/// <summary>
/// Keeps a folder for one development cluster: a second one would overwrite the first one's kubeconfig, and nobody could reach that any
/// more. The system lets go of it when the process ends, however it does.
/// </summary>
internal sealed class FolderClaim : IAsyncDisposable
{
    private readonly FileStream _lock;

    private FolderClaim(FileStream file) => _lock = file;

    /// <param name="flag">With which a user chooses the folder.</param>
    /// <exception cref="UserError">Another development cluster has it.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static FolderClaim Take(DirectoryInfo folder, string flag)
    {
        folder.Create();
        try
        {
            var path = Path.Combine(folder.FullName, ".lock");
            return new FolderClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (error.GetType() == typeof(IOException))
        {
            throw new UserError(
                $"Another development cluster has its kubeconfig in the folder {folder.FullName}: use that one, stop it, or choose another folder with {flag}.");
        }
    }

    public ValueTask DisposeAsync() => _lock.DisposeAsync();
}
