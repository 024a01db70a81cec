namespace KubeOpsPlanner.Cli.Dev;

/// <summary>What a person reads when the cluster is up: where it is and what to type.</summary>
internal static class DevGreeting
{
    public static string Format(LocalCluster cluster, DevSessionOptions options)
    {
        var kubeconfig = Path.GetRelativePath(Environment.CurrentDirectory, cluster.KubeconfigPath);
        var users = string.Join(", ", cluster.Users.People.Select(user => user.Context));
        var port = new Uri(cluster.Server.Url).Port;
        var moved = options.Port is null && port != DevSession.PreferredPort
            ? $"Port {DevSession.PreferredPort} is taken by another program, so a free one was chosen; --port fixes it.\n"
            : "";
        if (options.IsApiOnly)
        {
            return (moved + $"""
                An API server with the definitions runs at {cluster.Server.Url}; no operator, no graphs.
                  users (--context)         {users}

                  export KUBECONFIG={kubeconfig}

                Ctrl-C stops everything and keeps nothing.

                """).ReplaceLineEndings("\n");
        }

        var started = $"""
            A cluster with simulated GPUs runs at {cluster.Server.Url}; the operator is ready.
              metrics of the operator   {cluster.Operator.Metrics}
              metrics of a frontend     http://127.0.0.1:{cluster.Graphs.MetricsPort}/<namespace>/<graph>/metrics
              users (--context)         {users}

            In another terminal:

              export KUBECONFIG={kubeconfig}

            """;
        var next = options.IsBare
            ? $$$$"""
              kubectl apply -k config/samples

              # Names of Services are not resolved outside the cluster: tell the plan where its simulated frontend is.
              kubectl patch pplan chat -n inference --type merge -p '{"spec":{"metrics":{"endpoint":"http://127.0.0.1:{{{{cluster.Graphs.MetricsPort}}}}/inference/chat/metrics"}}}'

            """
            : """
              kubectl get gbudget,pplan,dgd,dgdsa -A
              kubectl get pods -n inference -w

              # More GPUs than the budget allows: refused, whoever asks.
              kubectl patch dgd chat -n inference --type json -p '[{"op":"replace","path":"/spec/components/2/replicas","value":40}]'
              kubectl scale dgdsa code-decode -n inference --replicas 40

              # What holds the GPUs, and what was refused; fewer are always welcome.
              kubectl describe gbudget fleet

            """;
        return (moved + started + next + "\nCtrl-C stops everything and keeps nothing.\n").ReplaceLineEndings("\n");
    }
}
