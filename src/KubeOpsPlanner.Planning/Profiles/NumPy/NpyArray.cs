using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeOpsPlanner.Planning.Profiles.NumPy;

/// <summary>
/// Reads NumPy's array format, versions 1 to 3: a magic string, a header in Python notation with element type and shape,
/// and the elements one after the other. Numbers of 1 to 8 bytes in at most one dimension.
/// </summary>
internal static partial class NpyArray
{
    private const int MostElements = 1_000_000;
    private const int PrefixLength = 8;
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="FormatException">What is wrong, as the end of a sentence that begins with the array's name.</exception>
    public static double[] Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < PrefixLength + 2 || !file.StartsWith(Magic)) throw new FormatException("is not a NumPy array: it has no NUMPY header.");
        var (header, start) = Split(file);
        var data = file[start..];
        var type = Type().Match(header);
        if (!type.Success) throw new FormatException("has no plain element type (descr) in its header, save it as a number array with numpy.savez.");
        var isBig = type.Groups["order"].ValueSpan is ">";
        var kind = type.Groups["kind"].Value[0];
        var size = int.Parse(type.Groups["size"].ValueSpan, CultureInfo.InvariantCulture);
        var isKnown = kind == 'f' ? size is 2 or 4 or 8 : size is 1 or 2 or 4 or 8;
        if (!isKnown) throw new FormatException($"has elements of type {type.Groups["descr"].Value}, it must be an array of integers or floats.");

        var count = Count(header);
        if (data.Length != (long)count * size)
        {
            throw new FormatException($"has {data.Length} bytes where {count} elements of {size} bytes belong: the file is cut off or damaged.");
        }

        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = Element(data.Slice(i * size, size), kind, isBig);
        return values;
    }

    private static (string Header, int Start) Split(ReadOnlySpan<byte> file)
    {
        var version = file[6];
        var lengthBytes = version == 1 ? 2 : 4;
        if (version is < 1 or > 3 || file.Length < PrefixLength + lengthBytes) throw new FormatException($"is NumPy format version {version}, versions 1 to 3 are known.");
        var length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(file[PrefixLength..])
            : BinaryPrimitives.ReadUInt32LittleEndian(file[PrefixLength..]);
        var start = PrefixLength + lengthBytes;
        if (length > file.Length - start) throw new FormatException($"has a header of {length} bytes that goes beyond its end: the file is cut off or damaged.");
        return (Encoding.UTF8.GetString(file.Slice(start, (int)length)), start + (int)length);
    }

    private static int Count(string header)
    {
        var shape = Shape().Match(header);
        if (!shape.Success) throw new FormatException("has no shape in its header: the file is damaged.");
        var sizes = shape.Groups["sizes"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sizes.Length > 1) throw new FormatException($"has {sizes.Length} dimensions, it must have one.");
        if (sizes.Length == 0) return 1;
        return int.TryParse(sizes[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostElements
            ? count
            : throw new FormatException($"has {sizes[0]} elements, at most {MostElements} are read.");
    }

    private static double Element(ReadOnlySpan<byte> bytes, char kind, bool isBig)
    {
        Span<byte> little = stackalloc byte[bytes.Length];
        bytes.CopyTo(little);
        if (isBig) little.Reverse();
        return (kind, bytes.Length) switch
        {
            ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(little),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(little),
            ('f', _) => BinaryPrimitives.ReadDoubleLittleEndian(little),
            ('i', 1) => (sbyte)little[0],
            ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(little),
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(little),
            ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(little),
            (_, 1) => little[0],
            (_, 2) => BinaryPrimitives.ReadUInt16LittleEndian(little),
            (_, 4) => BinaryPrimitives.ReadUInt32LittleEndian(little),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(little),
        };
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<descr>(?<order>[<>|=])(?<kind>[fiu])(?<size>\d{1,2}))['"]""", RegexOptions.CultureInvariant)]
    private static partial Regex Type();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<sizes>[\d,\s]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
