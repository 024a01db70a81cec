using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Profiles.NumPy;

namespace KubeOpsPlanner.Planning.Tests.Profiles;

public sealed class NumPyProfileTests
{
    private static readonly double[] OneToThree = [1, 2, 3];

    /// <summary>What numpy.save writes: a header padded with blanks to a multiple of 64 bytes, then the elements.</summary>
    private static byte[] Npy(string descr, string shape, byte[] elements, byte version = 1)
    {
        var header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}";
        var prefix = version == 1 ? 10 : 12;
        header = header.PadRight(((prefix + header.Length + 64) / 64 * 64) - prefix - 1) + "\n";
        var file = new byte[prefix + header.Length + elements.Length];
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', version, 0]).CopyTo(file);
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)header.Length);
        else BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), (uint)header.Length);
        Encoding.ASCII.GetBytes(header, file.AsSpan(prefix));
        elements.CopyTo(file, prefix + header.Length);
        return file;
    }

    private static byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Npz(params (string Name, byte[] Content)[] arrays)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = archive.CreateEntry($"{name}.npy").Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>The sample profile's JSON as the arrays that the profiler saves.</summary>
    private static byte[] Npz(string json) => Npz([.. JsonDocument.Parse(json).RootElement.EnumerateObject().Select(property =>
    {
        var values = property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray() : [property.Value.GetDouble()];
        return (property.Name, Npy("<f8", $"({values.Length},)", Doubles(values)));
    })]);

    private static ProfileReadResult Read(byte[]? prefill, byte[]? decode = null)
    {
        var binary = new Dictionary<string, byte[]>();
        if (prefill is not null) binary[ProfileReader.PrefillNpzKey] = prefill;
        if (decode is not null) binary[ProfileReader.DecodeNpzKey] = decode;
        return ProfileReader.Read(new Dictionary<string, string>(), binary);
    }

    public static TheoryData<string, string, byte[], byte> Types => new()
    {
        { "float64", "<f8", Doubles(1, 2, 3), 1 },
        { "float64, version 2", "<f8", Doubles(1, 2, 3), 2 },
        { "float64, version 3", "<f8", Doubles(1, 2, 3), 3 },
        { "float64, big end first", ">f8", [.. OneToThree.SelectMany(value => BitConverter.GetBytes(value).Reverse())], 1 },
        { "float32", "<f4", [.. OneToThree.SelectMany(value => BitConverter.GetBytes((float)value))], 1 },
        { "int64", "<i8", [.. OneToThree.SelectMany(value => BitConverter.GetBytes((long)value))], 1 },
        { "int32", "<i4", [.. OneToThree.SelectMany(value => BitConverter.GetBytes((int)value))], 1 },
        { "uint16", "<u2", [.. OneToThree.SelectMany(value => BitConverter.GetBytes((ushort)value))], 1 },
        { "uint8", "|u1", [1, 2, 3], 1 },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Number_types_of_NumPy(string row, string descr, byte[] elements, byte version) =>
        Assert.Equal((row, "1, 2, 3"), (row, string.Join(", ", NpyArray.Read(Npy(descr, "(3,)", elements, version)))));

    [Fact]
    public void A_scalar_is_an_array_of_one() => Assert.Equal([7.0], NpyArray.Read(Npy("<f8", "()", Doubles(7))));

    [Fact]
    public void An_archive_gives_the_same_profile_as_the_JSON()
    {
        var (json, npz) = (SampleProfiles.Profile(), Read(Npz(SampleProfiles.ConfigMap()[ProfileReader.PrefillKey]), Npz(SampleProfiles.DecodeJson())));
        Assert.Empty(npz.Issues);
        Assert.Equal(json.Prefill!.TtftMs(700), npz.Profile!.Prefill!.TtftMs(700));
        Assert.Equal(json.Decode!.At(0.37, 1500), npz.Profile.Decode!.At(0.37, 1500));
        Assert.Equal(json.Decode.MaxKvTokens, npz.Profile.Decode.MaxKvTokens);
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "no archive", [1, 2, 3], "prefill_raw_data.npz: is not a NumPy archive" },
        { "cut off", Npz(("prefill_isl", Npy("<f8", "(3,)", Doubles(1, 2)))), "prefill_isl: has 16 bytes where 3 elements of 8 bytes belong" },
        { "no NumPy array", Npz(("prefill_isl", [1, 2, 3])), "prefill_isl: is not a NumPy array" },
        { "header beyond the end", Npz(("prefill_isl", Npy("<f8", "(1,)", Doubles(1))[..40])), "prefill_isl: has a header of" },
        { "Python objects", Npz(("prefill_isl", Npy("|O", "(1,)", Doubles(1)))), "prefill_isl: has no plain element type" },
        { "two dimensions", Npz(("prefill_isl", Npy("<f8", "(1, 1)", Doubles(1)))), "prefill_isl: has 2 dimensions" },
        { "too many", Npz(("prefill_isl", Npy("<f8", "(99999999999,)", []))), "prefill_isl: has 99999999999 elements" },
        { "unknown version", Npz(("prefill_isl", Npy("<f8", "(1,)", Doubles(1), 9))), "prefill_isl: is NumPy format version 9" },
        { "a bomb", Npz(("prefill_isl", new byte[9 * 1024 * 1024])), "prefill_isl: unpacks to more than" },
        { "NaN", Npz(("prefill_isl", Npy("<f8", "(1,)", Doubles(double.NaN)))), "prefill_isl[0]: is NaN" },
        { "missing", Npz(("other", Npy("<f8", "(1,)", Doubles(1)))), "prefill_isl: is missing" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_archive_is_named(string row, byte[] file, string expected)
    {
        var result = Read(file);
        Assert.Null(result.Profile);
        Assert.True(result.Errors.Any(issue => issue.Message.Contains(expected, StringComparison.Ordinal)), $"{row}: {string.Join(" | ", result.Issues.Select(issue => issue.Message))}");
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        var good = Npz(SampleProfiles.ConfigMap()[ProfileReader.PrefillKey]);
        var random = new Random(20260101);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = good[..random.Next(1, good.Length + 1)];
            for (var i = 0; i < 3; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var result = Read(bytes);
            Assert.True(result.Profile is not null || result.Errors.Any(), $"round {round}");
        }
    }

    [Fact]
    public void Seconds_are_caught_in_an_archive_as_well()
    {
        var result = Read(null, Npz(SampleProfiles.DecodeJson(itlScale: 0.001)));
        Assert.Contains(result.Errors, issue => issue.Message.StartsWith("decode_raw_data.npz z_itl: reads like seconds", StringComparison.Ordinal));
    }
}
