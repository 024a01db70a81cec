using KubeOpsPlanner.Hosting.Building;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>A parsed kubeconfig and the file that it came from.</summary>
internal sealed record KubeconfigSource(string Path, KubeconfigFile File);

internal static class KubeconfigReader
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();

    /// <summary>Reads one file and makes the paths in it absolute; they are relative to the file.</summary>
    public static KubeconfigSource Read(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var file = Yaml.Deserialize<KubeconfigFile?>(File.ReadAllText(full))
                ?? throw new OperatorHostException($"The kubeconfig {path} is empty: name another file with --kubeconfig.");
            MakeAbsolute(file, Path.GetDirectoryName(full)!);
            return new KubeconfigSource(path, file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OperatorHostException($"The kubeconfig {path} does not exist: name another file with --kubeconfig.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OperatorHostException($"The kubeconfig {path} cannot be read ({error.Message}): check its permissions.", error);
        }
        catch (YamlException error)
        {
            throw new OperatorHostException(
                $"The kubeconfig {path} is not valid YAML at line {error.Start.Line}, column {error.Start.Column}: correct the file.", error);
        }
    }

    private static void MakeAbsolute(KubeconfigFile file, string folder)
    {
        foreach (var cluster in (file.Clusters ?? []).Select(named => named.Cluster).OfType<ClusterEntry>())
        {
            cluster.CertificateAuthority = Absolute(cluster.CertificateAuthority, folder);
        }

        foreach (var user in (file.Users ?? []).Select(named => named.User).OfType<UserEntry>())
        {
            user.ClientCertificate = Absolute(user.ClientCertificate, folder);
            user.ClientKey = Absolute(user.ClientKey, folder);
            user.TokenFile = Absolute(user.TokenFile, folder);
        }
    }

    private static string? Absolute(string? path, string folder) =>
        string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, folder);
}
