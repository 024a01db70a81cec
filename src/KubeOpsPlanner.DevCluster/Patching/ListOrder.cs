using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Patching;

/// <summary>
/// The order of a strategically merged list: items that the patch names in its order, the others in theirs, each before
/// the first named item that it stood before until now.
/// </summary>
internal static class ListOrder
{
    /// <param name="order">The items that are named, in their order.</param>
    /// <param name="before">The list as it was.</param>
    /// <param name="key">The field that tells items apart; empty for scalars.</param>
    public static void Arrange(JsonArray list, JsonArray order, JsonArray before, string key)
    {
        var items = list.ToList();
        var named = new Queue<JsonNode?>(items.Where(item => IndexOf(order, item, key) >= 0).OrderBy(item => IndexOf(order, item, key)));
        var others = new Queue<JsonNode?>(items.Where(item => IndexOf(order, item, key) < 0).OrderBy(item => IndexOf(before, item, key)));
        list.Clear();
        while (named.Count + others.Count > 0)
        {
            var takesOther = named.Count == 0 || (others.Count > 0 && StoodBefore(others.Peek(), named.Peek(), before, key));
            list.Add(takesOther ? others.Dequeue() : named.Dequeue());
        }
    }

    public static bool IsSame(JsonNode? left, JsonNode? right, string key) =>
        JsonNode.DeepEquals(Identity(left, key), Identity(right, key));

    private static bool StoodBefore(JsonNode? other, JsonNode? named, JsonArray before, string key) =>
        IndexOf(before, other, key) is >= 0 and var at && IndexOf(before, named, key) is >= 0 and var namedAt && at < namedAt;

    private static int IndexOf(JsonArray items, JsonNode? item, string key)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (IsSame(items[i], item, key))
                return i;
        }

        return -1;
    }

    private static JsonNode? Identity(JsonNode? item, string key) => key.Length > 0 ? item.At(key) : item;
}
