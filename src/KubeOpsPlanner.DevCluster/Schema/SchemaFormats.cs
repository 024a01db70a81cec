using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace KubeOpsPlanner.DevCluster.Schema;

/// <summary>The <c>format</c>s of strings that kube-apiserver checks; it ignores all others, and so does this.</summary>
internal static partial class SchemaFormats
{
    public static bool IsValid(string format, string value) => format switch
    {
        "date-time" => DateTimePattern().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "ipv4" => IPAddress.TryParse(value, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork && value.Count(c => c == '.') == 3,
        "ipv6" => IPAddress.TryParse(value, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6,
        "cidr" => IPNetwork.TryParse(value, out _),
        "uuid" => Guid.TryParseExact(value, "D", out _),
        "byte" => Convert.TryFromBase64String(value, new byte[value.Length], out _),
        "uri" => Uri.TryCreate(value, UriKind.Absolute, out _),
        "email" => value.IndexOf('@') is > 0 and var at && at < value.Length - 1,
        "hostname" => Hostname().IsMatch(value),
        "duration" => Duration().IsMatch(value),
        _ => true,
    };

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})\z")]
    private static partial Regex DateTimePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*\z")]
    private static partial Regex Hostname();

    // Go's own, or one number with a unit in words.
    [GeneratedRegex(@"\A([+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*)|\s*\d+\s*(ns|nano|us|µs|micro|ms|milli|s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)\s*)\z")]
    private static partial Regex Duration();
}
