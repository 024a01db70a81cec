namespace KubeOpsPlanner.DevCluster.Http;

/// <summary>Another program listens where this server should.</summary>
public sealed class PortTakenException(int port, string flag, Exception inner) : IOException(
    $"Port {port} on 127.0.0.1 is already in use; stop the program that holds it or choose another one with {flag}.", inner);
