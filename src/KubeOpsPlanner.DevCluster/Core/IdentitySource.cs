namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Uids and name suffixes from a seed, so that a replayed campaign names everything the same.</summary>
internal sealed class IdentitySource(int seed)
{
    // The alphabet of k8s.io/apimachinery/pkg/util/rand: no vowels, so that no words appear.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int MaxGeneratedPrefix = 63 - SuffixLength;

    private readonly Random _random = new(seed);

    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public string NewName(string prefix)
    {
        Span<char> suffix = stackalloc char[SuffixLength];
        for (var i = 0; i < suffix.Length; i++)
            suffix[i] = Alphabet[_random.Next(Alphabet.Length)];
        return string.Concat(prefix.Length > MaxGeneratedPrefix ? prefix[..MaxGeneratedPrefix] : prefix, suffix);
    }
}
