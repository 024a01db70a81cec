namespace KubeOpsPlanner.DevCluster.Tests.Core;

public class FieldValidationTests
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private readonly TestCluster _cluster = new();

    private static string Deployment(string spec = "", string container = "", string template = "") =>
        """{"metadata": {"name": "web"}, "spec": {"selector": {"matchLabels": {"app": "web"}},""" + spec
        + """ "template": {"metadata": {"labels": {"app": "web"}""" + template + """}, "spec": {"containers": [{"name": "main", "image": "web:1" """
        + container + "}]}}}}";

    [Theory]
    [InlineData("a misspelt field", "\"replikas\": 4,", "", "", "unknown field \"spec.replikas\"")]
    [InlineData("in a list", "", ", \"colour\": \"red\"", "", "unknown field \"spec.template.spec.containers[0].colour\"")]
    [InlineData("in metadata of a template", "", "", ", \"shape\": 1", "unknown field \"spec.template.metadata.shape\"")]
    [InlineData("in inlined fields", "", ", \"env\": [{\"name\": \"A\", \"valueFrom\": {\"secretKeyRef\": {\"name\": \"s\", \"key\": \"k\", \"kind\": \"x\"}}}]", "", "unknown field \"spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.kind\"")]
    [InlineData("twice", "\"replicas\": 1, \"replicas\": 2,", "", "", "duplicate field \"spec.replicas\"")]
    [InlineData("twice in a list", "", ", \"image\": \"web:2\"", "", "duplicate field \"spec.template.spec.containers[0].image\"")]
    public void Unknown_and_repeated_fields_of_built_in_kinds_are_named(string what, string spec, string container, string template, string problem)
    {
        Assert.NotEmpty(what);
        var body = Deployment(spec, container, template);
        Assert.Equal($"Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: {problem}",
            _cluster.Post(Deployments + "?fieldValidation=Strict", body).Is(400).Message);
        Assert.Empty(_cluster.Post(Deployments + "?fieldValidation=Ignore&dryRun=All", body).Is(201).Warnings);
        var created = _cluster.Post(Deployments, body).Is(201);
        Assert.Equal([problem], created.Warnings);
        Assert.Equal("", created.Text("spec.replikas"));
    }

    [Fact]
    public void Every_field_that_the_type_has_is_kept()
    {
        var body = Deployment(
            "\"replicas\": 2, \"strategy\": {\"rollingUpdate\": {\"maxSurge\": \"50%\"}},",
            """, "resources": {"limits": {"nvidia.com/gpu": "1"}}, "env": [{"name": "A", "value": "b"}], "envFrom": [{"secretRef": {"name": "s", "optional": true}}]""",
            ", \"managedFields\": [], \"annotations\": {\"anything/goes\": \"here\"}");
        Assert.Equal("50%", _cluster.Post(Deployments + "?fieldValidation=Strict", body).Is(201).Text("spec.strategy.rollingUpdate.maxSurge"));
        _cluster.Merge(Deployments + "/web/status?fieldValidation=Strict", """{"status": {"observedGeneration": 1, "collisionCount": 1}}""").Is(200);
    }

    [Fact]
    public void A_patch_that_adds_an_unknown_field_is_quoted()
    {
        _cluster.Post(Deployments, Deployment()).Is(201);
        Assert.Equal(
            " \"\" is invalid: patch: Invalid value: \"map[spec:map[replikas:3]]\": strict decoding error: unknown field \"spec.replikas\"",
            _cluster.Strategic(Deployments + "/web?fieldValidation=Strict", """{"spec": {"replikas": 3}}""").Is(422).Message);
        Assert.Equal(["unknown field \"spec.replikas\""], _cluster.Strategic(Deployments + "/web", """{"spec": {"replikas": 3}}""").Is(200).Warnings);
    }

    [Fact]
    public void Apply_refuses_what_the_type_does_not_declare_whatever_is_asked() => Assert.Equal(
        "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): errors:\n"
        + "  .spec.template.spec.containers[name=\"main\"].colour: field not declared in schema\n  .spec.replikas: field not declared in schema",
        _cluster.Apply(Deployments + "/web", "me", """
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
             "spec": {"template": {"spec": {"containers": [{"name": "main", "colour": "red"}]}}, "replikas": 3}}
            """).Is(500).Message);

    [Fact]
    public void What_a_map_holds_is_nobodys_business() =>
        Assert.Equal("w", _cluster.Post(ConfigMaps + "?fieldValidation=Strict", """{"metadata": {"name": "a"}, "data": {"colour": "w"}}""").Is(201).Text("data.colour"));
}
