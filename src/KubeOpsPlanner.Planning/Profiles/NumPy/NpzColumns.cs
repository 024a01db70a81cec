using System.Globalization;
using System.IO.Compression;

namespace KubeOpsPlanner.Planning.Profiles.NumPy;

/// <summary>A profile file as NumPy saves several arrays: a ZIP archive with one <c>name.npy</c> each. Others are not looked at.</summary>
internal sealed class NpzColumns : ProfileColumns
{
    /// <summary>A profile has kilobytes; what unpacks to more is an accident or an attack.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly Dictionary<string, byte[]?> _arrays;

    private NpzColumns(string file, Dictionary<string, byte[]?> arrays, ProfileIssues issues)
        : base(file, issues) => _arrays = arrays;

    public static NpzColumns? Parse(string file, byte[] content, ProfileIssues issues, params ReadOnlySpan<string> names)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var arrays = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                if (archive.GetEntry($"{name}.npy") is { } entry) arrays[name] = Unpack(entry);
            }

            return new NpzColumns(file, arrays, issues);
        }
        catch (InvalidDataException exception)
        {
            issues.Error(file, $"is not a NumPy archive that can be read ({exception.Message}): save the profile again.");
            return null;
        }
    }

    protected override IReadOnlyList<(double Value, string Text)>? Cells(string name, bool isScalarWanted)
    {
        if (!_arrays.TryGetValue(name, out var content)) return null;
        if (content is null)
        {
            Issues.Error(Key(name), $"unpacks to more than {MostBytes} bytes, which no profile has.");
            return null;
        }

        try
        {
            return [.. NpyArray.Read(content).Select(value => (value, value.ToString(CultureInfo.InvariantCulture)))];
        }
        catch (FormatException exception)
        {
            Issues.Error(Key(name), exception.Message);
            return null;
        }
    }

    /// <returns>Null when there is more than may be; the size in the archive's directory is not believed.</returns>
    private static byte[]? Unpack(ZipArchiveEntry entry)
    {
        using var packed = entry.Open();
        using var unpacked = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = packed.Read(buffer); read > 0; read = packed.Read(buffer))
        {
            if (unpacked.Length + read > MostBytes) return null;
            unpacked.Write(buffer, 0, read);
        }

        return unpacked.ToArray();
    }
}
