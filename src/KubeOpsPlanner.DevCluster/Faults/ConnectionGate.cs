using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>Knows every connection, to break them all; while it is closed, new ones are broken as they come.</summary>
internal sealed class ConnectionGate
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = [];
    private volatile bool _isClosed;

    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            if (_isClosed)
                connection.Abort();
            else
                await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    }

    public void Close()
    {
        _isClosed = true;
        foreach (var connection in _open.Values)
            connection.Abort();
    }

    public void Open() => _isClosed = false;
}
