using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace KubeOpsPlanner.Simulation.Tests.Reporting.Comparison;

/// <summary>Reads what the reports write: RGB without filters. Every chunk's check sum is compared with one computed bit by bit.</summary>
internal static class PngReader
{
    public static (int Width, int Height, IReadOnlyList<(int Red, int Green, int Blue)> Pixels) Read(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 4, length + 4);
            Assert.Equal(Crc(body), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks[Encoding.ASCII.GetString(body[..4])] = body[4..].ToArray();
            at += length + 12;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Keys);
        var header = chunks["IHDR"];
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        using var rows = new MemoryStream();
        using (var zip = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress))
        {
            zip.CopyTo(rows);
        }

        var bytes = rows.ToArray();
        var rowBytes = 1 + (width * 3);
        Assert.Equal(height * rowBytes, bytes.Length);
        return (width, height, [.. Enumerable.Range(0, width * height).Select(i => Pixel(bytes.AsSpan((i / width * rowBytes) + 1 + (i % width * 3))))]);
    }

    private static (int Red, int Green, int Blue) Pixel(ReadOnlySpan<byte> rgb) => (rgb[0], rgb[1], rgb[2]);

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
