using System.Buffers.Binary;
using System.IO.Compression;

namespace KubeOpsPlanner.Simulation.Reporting.Charts.Raster;

/// <summary>Writes PNG files (ISO/IEC 15948): 8-bit RGB, not interlaced.</summary>
internal static class PngFile
{
    private const int BytesPerPixel = 3;
    private const byte BitDepth = 8;
    private const byte TrueColour = 2;

    /// <summary>The CRC of the standard's annex D.</summary>
    private static readonly uint[] Crc = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    })];

    /// <param name="rgb">Rows from the top, three bytes a pixel.</param>
    public static byte[] Of(int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (BitDepth, TrueColour);
        header[10..].Clear();
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed(width * BytesPerPixel, rgb));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(int rowBytes, ReadOnlySpan<byte> rgb)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (var row = 0; row < rgb.Length; row += rowBytes)
            {
                // Every row begins with its filter: none.
                zip.WriteByte(0);
                zip.Write(rgb.Slice(row, rowBytes));
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Sum(data, Sum(type, uint.MaxValue)));
        file.Write(number);
    }

    private static uint Sum(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data)
        {
            crc = Crc[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }
}
