using System.Reflection;
using KubeOpsPlanner.Testing;
using Xunit.Sdk;

namespace KubeOpsPlanner.EndToEnd.Servers;

/// <summary>InlineData for every server, or for the external one alone where there is one: the test's first parameter is the <see cref="ServerKind"/>, the others are the row's.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachServerAttribute(params object?[] row) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        ApiServers.Kinds.Select(kind => (object?[])[kind, .. row]);
}
