using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>How a kind keeps its objects in the store of another one, whose fields are named otherwise.</summary>
/// <param name="Collection">Of the other kind.</param>
/// <param name="Store">From this kind's form to the stored one; must do nothing to what has it already.</param>
/// <param name="Show">Back again.</param>
internal sealed record StoredForm(CollectionKey Collection, Action<JsonObject> Store, Action<JsonObject> Show);
