using KubeOpsPlanner.DevCluster.Graphs.Serving;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Serving;

public sealed class FrontendServicesTests
{
    private static readonly ObjectKey Key = new("inference", "chat");

    [Fact]
    public void Every_frontend_has_one_service_and_nothing_else_has()
    {
        var item = Sample.Graph("Frontend:frontend:1:0 decode:decode:1:1");
        var obsolete = Service("chat-old", Sample.GraphUid);

        var services = FrontendServices.Decide(Key, item.Graph, [obsolete, Service("by-hand", null)]);

        Assert.Equal(["Frontend"], services.Create.Select(component => component.Name));
        Assert.Equal([obsolete], services.Delete);
        Assert.Empty(FrontendServices.Decide(Key, item.Graph, [Service("chat-frontend", Sample.GraphUid)]).Create);
        Assert.Equal([obsolete], FrontendServices.Decide(Key, null, [obsolete, Service("by-hand", null)]).Delete);
    }

    [Fact]
    public void The_service_selects_the_frontends_pods_on_port_8000()
    {
        var item = Sample.Graph("Frontend:frontend:1:0");

        var body = FrontendServices.Body(item.Graph, item.Graph.Components[0]);

        Assert.Equal("chat-frontend", body["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("chat", body["metadata"]!["labels"]!["nvidia.com/dynamo-graph-deployment-name"]!.GetValue<string>());
        Assert.Equal("Frontend", body["spec"]!["selector"]!["nvidia.com/dynamo-component"]!.GetValue<string>());
        Assert.Equal(8000, body["spec"]!["ports"]![0]!["port"]!.GetValue<int>());
    }

    private static Service Service(string name, string? owner) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = Key.Namespace,
            OwnerReferences = owner is null ? []
                : [new OwnerReference { Uid = owner, Name = Key.Name, Kind = GraphKinds.GraphKind, Controller = true }],
        },
    };
}
