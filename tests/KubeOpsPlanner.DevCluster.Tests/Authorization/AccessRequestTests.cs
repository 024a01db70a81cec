using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Tests.Authorization;

public sealed class AccessRequestTests
{
    [Theory]
    [InlineData("GET", "/api/v1/pods", "", "list pods ns= name= sub=")]
    [InlineData("GET", "/api/v1/pods", "true", "watch pods ns= name= sub=")]
    [InlineData("GET", "/api/v1/namespaces/a", "", "get namespaces ns=a name=a sub=")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p", "", "get pods ns=a name=p sub=")]
    [InlineData("PUT", "/api/v1/namespaces/a/pods/p/status", "", "update pods ns=a name=p sub=status")]
    [InlineData("PUT", "/api/v1/namespaces/a/finalize", "", "update namespaces ns=a name=a sub=finalize")]
    [InlineData("POST", "/apis/apps/v1/namespaces/a/deployments", "", "create deployments ns=a name= sub=")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/a/deployments/d/scale", "", "patch deployments ns=a name=d sub=scale")]
    [InlineData("HEAD", "/api/v1/namespaces/a/pods/p/log", "", "get pods ns=a name=p sub=log")]
    [InlineData("GET", "/api/v1/namespaces/a/services/s:80/proxy/x/y", "", "get services ns=a name=s:80 sub=proxy")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/a/deployments", "", "deletecollection deployments ns=a name= sub=")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/a/deployments/d", "", "delete deployments ns=a name=d sub=")]
    public void Requests_ask_for_a_verb_on_a_resource(string method, string path, string watch, string expected)
    {
        var access = AccessRequest.Of(Request(method, path, watch));

        Assert.Equal(expected, $"{access.Verb} {access.Resource} ns={access.Namespace} name={access.Name} sub={access.Subresource}");
    }

    [Theory]
    [InlineData("GET", "/apis/apps/v1/namespaces/a/deployments",
        "deployments.apps is forbidden: User \"bob\" cannot list resource \"deployments\" in API group \"apps\" in the namespace \"a\"")]
    [InlineData("GET", "/api/v1/nodes/n",
        "nodes \"n\" is forbidden: User \"bob\" cannot get resource \"nodes\" in API group \"\" at the cluster scope")]
    [InlineData("GET", "/metrics", "forbidden: User \"bob\" cannot get path \"/metrics\"")]
    public void Refusals_read_as_the_real_servers(string method, string path, string text) =>
        Assert.Equal(text, AccessRequest.Of(Request(method, path, "")).Refusal(""));

    private static ApiRequest Request(string method, string path, string watch) => new()
    {
        Method = method,
        Path = path,
        User = WellKnownUsers.Create("bob", "", []),
        Query = watch.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["watch"] = watch },
    };
}
