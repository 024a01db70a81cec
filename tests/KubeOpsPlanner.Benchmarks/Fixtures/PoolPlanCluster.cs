using System.Globalization;
using System.Text;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>An API server core that stores PoolPlans under their real definition.</summary>
internal sealed class PoolPlanCluster
{
    private const string Definition = "crds/kubeopsplanner.io_poolplans.yaml";
    private const string Namespace = "default";
    public const string Plans = $"/apis/kubeopsplanner.io/v1alpha1/namespaces/{Namespace}/poolplans";

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    public PoolPlanCluster(int plans)
    {
        Send("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "application/yaml", RepositoryFiles.Read(Definition));
        for (var i = 0; i < plans; i++)
        {
            Send("POST", Plans, "application/json", Plan(i));
            PatchStatus(i, revision: 0);
        }
    }

    public ApiServerCore Core { get; } = new(new ResourceRegistry(BuiltInResources.All), new ApiServerOptions(), Now);

    /// <summary>Changes with the revision, as what an operator writes after a tick does.</summary>
    public ApiResponse PatchStatus(int plan, int revision) => PatchStatus(plan, StatusPatch(revision));

    public ApiResponse PatchStatus(int plan, ReadOnlyMemory<byte> patch) =>
        Send("PATCH", $"{Plans}/{Name(plan)}/status", "application/merge-patch+json", patch);

    public ApiResponse List() => Send("GET", Plans, "", default);

    public static byte[] StatusPatch(int revision) => Json($$$"""
        {"status":{"phase":"Planning","observedGeneration":1,
          "observed":{"requestsPerSecond":{{{5 + (revision % 100 * 0.1)}}},"isl":3012,"osl":148,"ttftMs":212.4,"itlMs":18.9},
          "predicted":{"requestsPerSecond":10.4,"isl":3010,"osl":150},
          "replicas":{"prefill":2,"decode":3},"desired":{"prefill":3,"decode":3},"reason":"scale_up",
          "conditions":[{"type":"Ready","status":"True","reason":"Planning","message":"plans every 180 s",
            "observedGeneration":1,"lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
        """);

    public static byte[] Plan(int i) => Json($$$"""
        {"apiVersion":"kubeopsplanner.io/v1alpha1","kind":"PoolPlan",
         "metadata":{"name":"{{{Name(i)}}}","labels":{"team":"team-{{{i % 50}}}"}},
         "spec":{"targetRef":{"name":"{{{Name(i)}}}"},"mode":"disagg","environment":"global-planner","budgetRef":{"name":"fleet"},
           "backend":"vllm","sla":{"ttftMs":500,"itlMs":50},"workload":{"isl":3000,"osl":150},
           "throughputScaling":{"intervalSeconds":180,"maxReplicaStep":8},"predictor":{"type":"kalman"},
           "limits":{"minEndpoint":1,"maxGpus":12},"profile":{"configMapRef":{"name":"planner-profile-data"}}
         }}
        """);

    public static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"plan-{i:D5}");

    private static byte[] Json(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));

    private ApiResponse Send(string method, string path, string contentType, ReadOnlyMemory<byte> body)
    {
        var request = new ApiRequest
        {
            Method = method,
            Path = path,
            ContentType = contentType,
            UserAgent = "benchmarks",
            Body = body,
            User = WellKnownUsers.ApiServer,
        };
        return Core.Handle(request, Now) switch
        {
            ApiResponse { Code: 200 or 201 } response => response,
            ApiResponse refused => throw new InvalidOperationException($"{method} {path}: {refused.Code} {refused.Body.ToJsonString()}"),
            var other => throw new InvalidOperationException($"{method} {path} gave {other.GetType().Name}."),
        };
    }
}
