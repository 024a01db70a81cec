using System.Buffers.Binary;
using System.Text;

namespace KubeOpsPlanner.DevCluster.OpenApi;

/// <summary>Protobuf's wire format, as far as a document of texts, numbers and nested messages needs it.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public ProtobufWriter Text(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Bytes(field, Encoding.UTF8.GetBytes(value));
        return this;
    }

    /// <summary>False and zero are what a reader assumes of an absent field.</summary>
    public ProtobufWriter Flag(int field, bool value)
    {
        if (value)
            Number(field, 1);
        return this;
    }

    public ProtobufWriter Number(int field, long value)
    {
        if (value != 0)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
        }
        return this;
    }

    public ProtobufWriter Double(int field, double value)
    {
        if (value != 0)
        {
            Varint(((ulong)field << 3) | 1);
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            _bytes.Write(bytes);
        }
        return this;
    }

    /// <summary>An empty message is written too: its presence says something.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter value)
    {
        Bytes(field, value._bytes.GetBuffer().AsSpan(0, (int)value._bytes.Length));
        return this;
    }

    private void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
