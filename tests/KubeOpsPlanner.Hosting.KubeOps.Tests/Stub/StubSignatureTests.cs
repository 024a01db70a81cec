using System.Reflection;
using System.Text.RegularExpressions;
using k8s;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Stub;

/// <summary>The stub against the list of the packages' signatures, where that list is at hand.</summary>
public sealed partial class StubSignatureTests
{
    /// <summary>Named by signatures of the list, which has no entry of their own for them.</summary>
    private static readonly string[] OnlyNamed =
    [
        "KubernetesObject", "V1DeleteOptions", "HttpMessageWrapper", "IMetricFactory", "MetricFactory",
    ];

    [SkippableFact]
    public void Every_type_and_member_of_the_stub_is_one_of_the_packages()
    {
        var types = Read(SharedData.Require("..", "reference", "kubeops-surface.txt"));
        var unknown = new List<string>();
        foreach (var type in typeof(IKubernetes).Assembly.GetExportedTypes().Where(type => !OnlyNamed.Contains(Name(type))))
        {
            if (!types.TryGetValue($"{type.Namespace}.{Name(type)}", out var members))
            {
                unknown.Add(type.FullName!);
                continue;
            }

            unknown.AddRange(Members(type).Where(member => !members.Contains(member)).Select(member => $"{type.FullName}: {member}"));
        }

        Assert.Empty(unknown);
    }

    /// <summary>A method by its name and its parameters' names in order, a property by its name.</summary>
    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (typeof(Delegate).IsAssignableFrom(type) || type.IsEnum)
        {
            return [];
        }

        var methods = type.GetMethods(Declared)
            .Where(method => (method.IsPublic || method.IsFamily) && !method.IsSpecialName && !IsGenerated(method))
            .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})");
        var properties = type.GetProperties(Declared).Where(property => property.GetMethod?.IsPublic == true).Select(property => property.Name);
        return methods.Concat(properties);
    }

    /// <summary>What the compiler adds to records.</summary>
    private static bool IsGenerated(MethodInfo method) =>
        method.Name.StartsWith('<') || method.Name is "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "Deconstruct";

    private static Dictionary<string, HashSet<string>> Read(string path)
    {
        var types = new Dictionary<string, HashSet<string>>();
        var space = "";
        HashSet<string> members = [];
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..].Trim();
            }
            else if (TypeLine().Match(line) is { Success: true } type)
            {
                var name = type.Groups["name"].Value.Split('.')[^1];
                // A type of one name with and without type arguments is one entry here.
                members = types.TryGetValue($"{space}.{name}", out var known) ? known : types[$"{space}.{name}"] = [];
            }
            else if (MethodLine().Match(line) is { Success: true } method)
            {
                var parameters = Parameters(method.Groups["parameters"].Value);
                members.Add($"{method.Groups["name"].Value}({string.Join(", ", parameters)})");
            }
            else if (PropertyLine().Match(line) is { Success: true } property)
            {
                members.Add(property.Groups["name"].Value);
            }
        }

        return types;
    }

    private static IEnumerable<string> Parameters(string text) =>
        text.Length == 0 ? [] : TypeArguments().Replace(TypeArguments().Replace(TypeArguments().Replace(text, ""), ""), "")
            .Split(", ").Select(parameter => parameter.Split(" = ")[0].Split(' ')[^1]);

    private static string Name(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"^  [\w ]*?\b(class|interface|enum|struct|delegate Task<bool>|delegate Task)\s(?<name>[\w.]+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^    .*?\b(?<name>\w+)(<[\w, ]+>)?\((?<parameters>.*)\)( where .*)?$")]
    private static partial Regex MethodLine();

    [GeneratedRegex(@"^    .*\b(?<name>\w+) \{ ")]
    private static partial Regex PropertyLine();

    [GeneratedRegex(@"<[^<>]*>")]
    private static partial Regex TypeArguments();
}
