using System.Security.Cryptography;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Proxy;
using KubeOpsPlanner.DevCluster.Webhooks;

namespace KubeOpsPlanner.DevCluster.Http;

public sealed record DevApiServerOptions
{
    /// <param name="enforcesRbac">
    /// Roles and bindings decide who may do what, and the bootstrap roles exist from the start; otherwise whoever is
    /// authenticated may do everything.
    /// </param>
    public static DevApiServerOptions For(ApiServerCore core, bool enforcesRbac = false) => new()
    {
        Handle = core.Handle,
        Seed = core.Seed,
        Registry = core.Registry,
        Tick = core.Tick,
        Authorizer = enforcesRbac ? RbacAuthorizer.Attach(core, TimeProvider.System.GetUtcNow()) : new AllowAuthenticated(),
        Empty = now => For(core.Emptied(RandomNumberGenerator.GetInt32(int.MaxValue), now), enforcesRbac),
    };

    /// <summary>The core that stores and decides.</summary>
    public required ApiHandler Handle { get; init; }

    /// <summary>Stores in the core what a cluster is born with.</summary>
    public required Action<InitialObject, DateTimeOffset> Seed { get; init; }

    /// <summary>The kinds that the core serves now.</summary>
    public required ResourceRegistry Registry { get; init; }

    /// <summary>Called about once a second, for what happens in the core without a request.</summary>
    public Action<DateTimeOffset> Tick { get; init; } = static _ => { };

    /// <summary>Makes the core after a restart without memory, and who authorizes by what it stores; null where there cannot be one.</summary>
    public Func<DateTimeOffset, DevApiServerOptions>? Empty { get; init; }

    /// <summary>On the loopback interface; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The flag with which a user chooses the port, for the sentence that says it is taken.</summary>
    public string PortFlag { get; init; } = "--port";

    /// <summary>Beside the administrator's token, which is made anew for every run.</summary>
    public IReadOnlyList<StaticToken> Tokens { get; init; } = [];

    /// <summary>Asked after authentication, and by access reviews.</summary>
    public IAuthorizer Authorizer { get; init; } = new AllowAuthenticated();

    /// <summary>Where webhooks that are configured by Service can be reached.</summary>
    public IServiceResolver Services { get; init; } = new ServiceTable();

    /// <summary>Whose logs and ports are served; nothing runs by default.</summary>
    public PodRuntime Runtime { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears of defects that clients see as HTTP 500 without details.</summary>
    public Action<Exception> OnFailure { get; init; } = static exception => Console.Error.WriteLine($"api server: {exception}");

    /// <summary>The same server in front of another core.</summary>
    internal DevApiServerOptions Serving(DevApiServerOptions other) => this with
    {
        Handle = other.Handle,
        Seed = other.Seed,
        Registry = other.Registry,
        Tick = other.Tick,
        Authorizer = other.Authorizer,
        Empty = other.Empty,
    };
}
