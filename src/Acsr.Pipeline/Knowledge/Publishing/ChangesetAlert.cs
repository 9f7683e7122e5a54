using System.Text.Json.Nodes;
using Acsr.Delivery;

namespace Acsr.Knowledge;

/// <summary>What people and machines are told of a changeset: that it is there, and where. The changes themselves are fetched.</summary>
internal static class ChangesetAlert
{
    public const string Changed = "io.acsr.kb.changed.v1";

    public static Alert Of(Changeset set) => new(
        Changed, $"Knowledge base {set.Version}", $"{set.Title}: {set.Upserts} chunks to take, {set.Tombstones} to drop.", $"/knowledge/changesets/{set.Id}",
        new JsonObject { ["version"] = set.Version, ["upserts"] = set.Upserts, ["tombstones"] = set.Tombstones, ["cursor"] = set.LastSequence, ["changes"] = $"/api/v1/kb/changes?cursor={set.FirstSequence - 1}" },
        set.Demo);
}
