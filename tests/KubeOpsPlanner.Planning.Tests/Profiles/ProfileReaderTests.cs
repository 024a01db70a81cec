using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Planning.Tests.Profiles;

public sealed class ProfileReaderTests
{
    [Fact]
    public void A_good_profile_has_both_sides_and_nothing_to_say()
    {
        var result = ProfileReader.Read(SampleProfiles.ConfigMap());
        Assert.Empty(result.Issues);
        Assert.Equal((128, 2048), (result.Profile!.Prefill!.MinIsl, result.Profile.Prefill.MaxIsl));
        Assert.Equal((512, 4096), (result.Profile.Decode!.MinContextLength, result.Profile.Decode.MaxContextLength));
        Assert.Equal(SampleProfiles.MaxKvTokens, result.Profile.Decode.MaxKvTokens);
    }

    [Theory]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[1]", "prefill_raw_data.json prefill_ttft: has 1 values and prefill_isl has 5")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[30,55,-1,260,700]", "prefill_raw_data.json prefill_ttft[2]: is -1, it must be a finite number above 0")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[30,\"NaN\",110,260,700]", "prefill_raw_data.json prefill_ttft[1]: is \"NaN\"")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[30,null,110,260,700]", "prefill_raw_data.json prefill_ttft[1]: is null")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[30,1e999,110,260,700]", "prefill_raw_data.json prefill_ttft[1]: is 1e999")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[30,NaN,110,260,700]", "prefill_raw_data.json: is not JSON at line 1")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[]", "prefill_raw_data.json prefill_ttft: is empty")]
    [InlineData("prefill_ttft", "\"other\":[1]", "prefill_raw_data.json prefill_ttft: is missing or not an array")]
    [InlineData("prefill_ttft", "\"prefill_ttft\":[0.030,0.055,0.110,0.260,0.700]", "prefill_raw_data.json prefill_ttft: reads like seconds")]
    [InlineData("prefill_isl", "\"prefill_isl\":[0,256,512,1024,2048]", "prefill_raw_data.json prefill_isl[0]: is 0")]
    public void A_broken_prefill_column_is_named_with_value_and_rule(string column, string replacement, string expected)
    {
        var result = ProfileReader.Read(SampleProfiles.ConfigMapWith(ProfileReader.PrefillKey, column, replacement));
        Assert.Null(result.Profile);
        Assert.Contains(result.Errors, issue => issue.Message.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("max_kv_tokens", "\"max_kv_tokens\":0", "decode_raw_data.json max_kv_tokens: is 0")]
    [InlineData("max_kv_tokens", "\"max_kv_tokens\":[1,2]", "decode_raw_data.json max_kv_tokens: is [1,2]")]
    [InlineData("x_kv_usage", "\"x_kv_usage\":[1]", "decode_raw_data.json y_context_length: has")]
    public void A_broken_decode_column_is_named_with_value_and_rule(string column, string replacement, string expected)
    {
        var result = ProfileReader.Read(SampleProfiles.ConfigMapWith(ProfileReader.DecodeKey, column, replacement));
        Assert.Null(result.Profile);
        Assert.Contains(result.Errors, issue => issue.Message.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Inter_token_latency_in_seconds_is_caught()
    {
        var seconds = SampleProfiles.DecodeJson(itlScale: 0.001);
        var result = ProfileReader.Read(new Dictionary<string, string> { [ProfileReader.DecodeKey] = seconds });
        Assert.Contains(result.Errors, issue => issue.Message.StartsWith("decode_raw_data.json z_itl: reads like seconds", StringComparison.Ordinal));
    }

    [Fact]
    public void Cache_usage_in_percent_is_caught()
    {
        var json = SampleProfiles.DecodeJson(usageScale: 100);
        var result = ProfileReader.Read(new Dictionary<string, string> { [ProfileReader.DecodeKey] = json });
        Assert.Contains(result.Errors, issue => issue.Message.Contains("divide percentages by 100", StringComparison.Ordinal));
    }

    [Fact]
    public void NumPys_array_of_one_is_a_scalar()
    {
        var replaced = SampleProfiles.ConfigMapWith(ProfileReader.DecodeKey, "max_kv_tokens", "\"max_kv_tokens\":[100000]");
        Assert.Equal(100000, ProfileReader.Read(replaced).Profile!.Decode!.MaxKvTokens);
    }

    [Fact]
    public void A_config_map_without_profile_keys_names_what_it_has()
    {
        var result = ProfileReader.Read(new Dictionary<string, string> { ["planner_config.json"] = "{}" });
        Assert.Null(result.Profile);
        Assert.Contains("the profile has planner_config.json, it needs prefill_raw_data.json or decode_raw_data.json", Assert.Single(result.Issues).Message);
    }

    [Theory]
    [InlineData("[]", "is a JSON array")]
    [InlineData("", "is not JSON")]
    public void A_file_that_is_no_object_is_named(string json, string expected)
    {
        var result = ProfileReader.Read(new Dictionary<string, string> { [ProfileReader.PrefillKey] = json });
        Assert.Contains(expected, Assert.Single(result.Issues).Message);
    }

    [Fact]
    public void Unsorted_and_repeated_lengths_are_put_in_order()
    {
        const string json = """{"prefill_isl":[1000,100,1000],"prefill_ttft":[90,10,110],"prefill_thpt_per_gpu":[10000,10000,10000]}""";
        var result = ProfileReader.Read(new Dictionary<string, string> { [ProfileReader.PrefillKey] = json });
        Assert.Contains("repeats a length", Assert.Single(result.Warnings).Message);
        Assert.Equal((10, 100), (result.Profile!.Prefill!.TtftMs(100), result.Profile.Prefill.TtftMs(1000)));
        Assert.Equal(55, result.Profile.Prefill.TtftMs(550), 9);
    }

    [Fact]
    public void Noise_that_breaks_physics_is_smoothed_and_said()
    {
        const string json = """{"prefill_isl":[100,200,300,400],"prefill_ttft":[10,30,20,40],"prefill_thpt_per_gpu":[10000,10000,10000,10000]}""";
        var result = ProfileReader.Read(new Dictionary<string, string> { [ProfileReader.PrefillKey] = json });
        Assert.Contains("prefill_ttft: falls with growing prefill_isl", Assert.Single(result.Warnings).Message);
        Assert.Equal(25.0, result.Profile!.Prefill!.TtftMs(250), 9);
    }
}
