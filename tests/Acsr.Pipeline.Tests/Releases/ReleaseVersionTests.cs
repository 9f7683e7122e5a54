using System.Text;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Acsr.Releases;

public sealed class ReleaseVersionsOnSqlite : ReleaseVersionTests<SqliteStore>;

public sealed class ReleaseVersionsOnPostgres : ReleaseVersionTests<PostgresStore>;

/// <summary>Versions of one data set: what comes next, what differs, what is withdrawn, and what is signed.</summary>
public abstract class ReleaseVersionTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();
    private readonly Dictionary<string, string> _wrote = [];

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(
            Given.Case(id, [Given.Said("s", Role.System, "Be kind."), Given.Said("c", Role.Customer, _wrote.GetValueOrDefault(id, $"I write about {id}")), .. Given.RefundSteps]));
        await _store.OpenAsync(services => services.AddSingleton(cases).AddReleases());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private ReleaseDesk Desk => _store.Services.GetRequiredService<ReleaseDesk>();

    private ReleaseWithdrawal Withdrawal => _store.Services.GetRequiredService<ReleaseWithdrawal>();

    private ReleaseDiffs Diffs => _store.Services.GetRequiredService<ReleaseDiffs>();

    [Fact]
    public async Task The_next_version_says_by_its_number_whether_rows_came_changed_or_stayed()
    {
        await ReviewedAsync(1, 2, 3, 4);
        var first = await MadeAsync("refunds", next: false, 1);
        var added = await MadeAsync("refunds", next: true, 2);
        _wrote["c2"] = "I write about something else by now";
        var changed = await MadeAsync("refunds", next: true, 3);
        var same = await MadeAsync("refunds", next: true);

        var made = (await Desk.ListAsync()).Where(r => new[] { first, added, changed, same }.Contains(r.Id)).OrderBy(r => r.Id).Select(r => (r.Version, r.Rows)).ToList();
        Assert.Equal([("1.0.0", 1), ("1.1.0", 2), ("2.0.0", 3), ("2.0.1", 3)], made);
        Assert.Contains("already", Assert.IsType<CreateOutcome.Refused>(await Desk.CreateAsync("refunds", [4], "Kim")).Reason, StringComparison.Ordinal);
        Assert.Contains("no version", Assert.IsType<CreateOutcome.Refused>(await Desk.CreateAsync("other", [], "Kim", new() { NextOf = "other" })).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_is_found_row_by_row_and_in_pages()
    {
        await ReviewedAsync(1, 2, 3, 4);
        var first = await MadeAsync("refunds", next: false, 1, 2);
        _wrote["c2"] = "I write about something else by now";
        var second = await MadeAsync("refunds", next: true, 3, 4);

        Assert.Equal(new ReleaseDiffCounts(2, 0, 1, 1), await Diffs.CountAsync(first, second, default));
        Assert.Equal(new ReleaseDiffCounts(0, 2, 1, 1), await Diffs.CountAsync(second, first, default));
        var changed = Assert.Single(await Diffs.ListAsync(first, second, RowChange.Changed, null, 10, default));
        Assert.Contains("about c2", changed.Before!.Preview, StringComparison.Ordinal);
        Assert.Contains("something else", changed.After!.Preview, StringComparison.Ordinal);
        var one = await Diffs.ListAsync(first, second, RowChange.Added, null, 1, default);
        var two = await Diffs.ListAsync(first, second, RowChange.Added, one[0].ItemId, 1, default);
        Assert.Equal([3L, 4L], new[] { one[0], two[0] }.Select(d => d.After!.ReviewId).Order());
        Assert.Empty(await Diffs.ListAsync(first, second, RowChange.Added, two[0].ItemId, 1, default));
    }

    [Fact]
    public async Task Withdrawn_rows_withdraw_every_version_that_holds_them_and_leave_one_without()
    {
        await ReviewedAsync(1, 2, 3);
        var first = await MadeAsync("refunds", next: false, 1);
        var second = await MadeAsync("refunds", next: true, 2);
        var other = await MadeAsync("other", next: false, 3);
        foreach (var id in new[] { first, second, other }) { Assert.Equal(ApproveOutcome.Approved, await Desk.ApproveAsync(id, "ken", "Ken")); }
        var kept = Lines(await Given.BytesAsync(Desk, second, "sft.trl.jsonl")).Single(line => line.Contains("about c2", StringComparison.Ordinal));

        var withdrawn = await Withdrawal.WithdrawAsync(new(RowOrigin.Review, "1"), new("The reviewer misread the policy.", "Kim", WithdrawalGround.Withdrawn), default);

        Assert.Equal([(first, 1), (second, 1)], withdrawn.Select(w => (w.Id, w.Rows)));
        var successor = Assert.Single(withdrawn.Select(w => w.SuccessorId).Distinct());
        var gone = Assert.IsType<ReleaseFileOutcome.Withdrawn>(await Desk.FileAsync(first, "sft.trl.jsonl"));
        Assert.Equal(("The reviewer misread the policy.", successor), (gone.Because, gone.SupersededBy));
        Assert.IsType<ReleaseFileOutcome.Found>(await Desk.FileAsync(second, "manifest.json"));
        Assert.IsType<ReleaseFileOutcome.Found>(await Desk.FileAsync(other, "sft.trl.jsonl"));

        // What the others approved is approved, and every row that is left is as it was.
        var details = (await Desk.GetAsync(successor!.Value))!.Summary;
        Assert.Equal(("2.0.0", 1, true, "Ken"), (details.Version, details.Rows, details.IsPublished, details.Approvals.Single().UserName));
        Assert.Equal([kept], Lines(await Given.BytesAsync(Desk, successor.Value, "sft.trl.jsonl")));
        using var manifest = JsonDocument.Parse(await Given.BytesAsync(Desk, successor.Value, "manifest.json"));
        Assert.Equal("1.1.0", manifest.RootElement.GetProperty("supersedes").GetProperty("version").GetString());
        Assert.Equal(await Desk.TombstonesAsync(second), manifest.RootElement.GetProperty("tombstones").EnumerateArray().Select(t => t.GetString()!));
        Assert.Empty(await Withdrawal.WithdrawAsync(new(RowOrigin.Review, "1"), new("Again.", "Kim", WithdrawalGround.Withdrawn), default));
        Assert.Equal(ApproveOutcome.Withdrawn, await Desk.ApproveAsync(second, "kay", "Kay"));
        Assert.Empty((await _store.Services.GetRequiredService<CandidateBoard>().OverviewAsync()).Ids);
    }

    [Fact]
    public async Task Rows_are_found_by_whatever_they_rest_on()
    {
        await ReviewedAsync(1, 2);
        await _store.AddAsync(new Case { Id = "c1", Customer = "anna" }, new Case { Id = "c2", Customer = "bert" });
        var id = await MadeAsync("refunds", next: false, 1, 2);
        var lineage = _store.Services.GetRequiredService<ReleaseLineage>();

        async Task<int> RowsOf(RowOrigin origin, string value) => (await lineage.ReadAsync(new(origin, value), default)).Releases.SingleOrDefault()?.Rows ?? 0;

        Assert.Equal((1, 1, 2, 2, 2, 1), (await RowsOf(RowOrigin.Case, "c1"), await RowsOf(RowOrigin.Customer, "bert"), await RowsOf(RowOrigin.Reviewer, "rita"),
            await RowsOf(RowOrigin.Clause, "fees/refunds-1@1"), await RowsOf(RowOrigin.Clause, "fees/refunds-1"), await RowsOf(RowOrigin.Review, "2")));
        Assert.Equal((0, 0), (await RowsOf(RowOrigin.Clause, "fees/refunds-1@2"), await RowsOf(RowOrigin.Customer, "carl")));
        Assert.Equal((2, 0), (await lineage.ReadAsync(new(RowOrigin.Reviewer, "rita"), default)) is var all ? (all.Reviews, all.Unreleased) : default);
        Assert.Equal("c2", (await lineage.RowAsync(id, (await Desk.RowsAsync(id, null, 9)).Single(r => r.Row.ReviewId == 2).Row.Position, default))!.Row.Row.CaseId);
    }

    [Fact]
    public async Task The_last_approval_signs_the_manifest_and_anybody_can_verify_it()
    {
        await ReviewedAsync(1);
        var id = await MadeAsync("refunds", next: false, 1);
        Assert.Null((await Desk.GetAsync(id))!.Summary.Signature);
        await Desk.ApproveAsync(id, "ken", "Ken");

        var summary = (await Desk.GetAsync(id))!.Summary;
        using var envelope = JsonDocument.Parse(summary.Signature!);
        var payload = Convert.FromBase64String(envelope.RootElement.GetProperty("payload").GetString()!);
        var signature = envelope.RootElement.GetProperty("signatures")[0];
        var key = Assert.Single(await _store.Services.GetRequiredService<ReleaseSigner>().KeysAsync(default));
        Assert.Equal(key.KeyId, signature.GetProperty("keyid").GetString());
        // DSSE's encoding, written from its specification.
        var signed = Encoding.UTF8.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {payload.Length} {Encoding.UTF8.GetString(payload)}");
        Assert.True(Verified(key.PublicKey, signed, signature.GetProperty("sig").GetString()!));
        signed[^3] ^= 1;
        Assert.False(Verified(key.PublicKey, signed, signature.GetProperty("sig").GetString()!));
        using var statement = JsonDocument.Parse(payload);
        Assert.Equal(summary.Sha256, statement.RootElement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString());
        Assert.Equal(ReleaseBuilder.Hash(await Given.BytesAsync(Desk, id, "manifest.json")), summary.Sha256);
    }

    [Fact]
    public void Ed25519_signs_as_the_standard_says()
    {
        // RFC 8032, section 7.1, test 3.
        var secret = Convert.FromHexString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");

        Assert.Equal(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            Convert.ToHexStringLower(ReleaseSigner.Sign(secret, [0xaf, 0x82])));
    }

    [Fact]
    public async Task Who_made_a_release_does_not_approve_it()
    {
        await ReviewedAsync(1);
        var id = Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("refunds", [1], "Kim", new() { AuthorId = "kim" })).Id;

        Assert.Equal(ApproveOutcome.OwnRelease, await Desk.ApproveAsync(id, "kim", "Kim"));
        Assert.Equal(ApproveOutcome.Approved, await Desk.ApproveAsync(id, "ken", "Ken"));
    }

    [Fact]
    public async Task A_large_file_is_read_from_any_byte_on_and_one_part_at_a_time()
    {
        var content = new byte[(ReleaseFilePart.Size * 2) + 77];
        new Random(5).NextBytes(content);
        var file = new BuiltFile("big.bin", content, ReleaseBuilder.Hash(content), 0);
        var bytes = _store.Services.GetRequiredService<ReleaseBytes>();
        await bytes.WriteAsync([file], default);
        await bytes.WriteAsync([file], default);
        await _store.AddAsync(new Release { Id = 9, Name = "big", CreatedBy = "Kim", Sha256 = "", Files = [new ReleaseFile { Path = "big.bin", Sha256 = file.Sha256, Length = content.Length }] });

        await using var stream = (await bytes.OpenAsync(9, "big.bin", default))!;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole);
        Assert.Equal(content, whole.ToArray());
        stream.Position = ReleaseFilePart.Size - 3;
        var some = new byte[10];
        await stream.ReadExactlyAsync(some);
        Assert.Equal(content[(ReleaseFilePart.Size - 3)..(ReleaseFilePart.Size + 7)], some);

        await _store.WithAsync(db => db.ReleaseFileParts.Where(p => p.Position == 1).ExecuteDeleteAsync());
        stream.Position = 0;
        await Assert.ThrowsAsync<ReleaseDamagedException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Parts_that_no_release_names_go_after_a_while()
    {
        var bytes = _store.Services.GetRequiredService<ReleaseBytes>();
        await bytes.WriteAsync([new BuiltFile("a", [1, 2, 3], ReleaseBuilder.Hash([1, 2, 3]), 0)], default);
        Assert.Equal(0, await bytes.SweepAsync(default));
        await _store.WithAsync(db => db.ReleaseFileParts.ExecuteUpdateAsync(p => p.SetProperty(x => x.WrittenAt, DateTime.UtcNow - ReleaseBytes.KeptUnnamed - TimeSpan.FromMinutes(1))));
        Assert.Equal(1, await bytes.SweepAsync(default));
    }

    private static bool Verified(string publicKey, byte[] message, string signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(false, new Ed25519PublicKeyParameters(Convert.FromBase64String(publicKey)));
        verifier.BlockUpdate(message, 0, message.Length);
        return verifier.VerifySignature(Convert.FromBase64String(signature));
    }

    private static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task ReviewedAsync(params long[] ids) => _store.AddAsync([.. ids.Select(id => Given.Review(id, caseId: $"c{id}"))]);

    private async Task<long> MadeAsync(string name, bool next, params long[] reviews) =>
        Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync(name, reviews, "Kim", new() { NextOf = next ? name : null })).Id;
}
