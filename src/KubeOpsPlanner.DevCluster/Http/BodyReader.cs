namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Reads a request's body up to the limit of kube-apiserver.</summary>
internal static class BodyReader
{
    public const int LimitBytes = 3 * 1024 * 1024;

    private const int ChunkBytes = 16 * 1024;

    /// <summary>Null when the body is larger than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > LimitBytes)
                return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}
