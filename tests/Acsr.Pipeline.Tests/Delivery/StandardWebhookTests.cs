using System.Text.Json.Nodes;

namespace Acsr.Delivery;

public sealed class StandardWebhookTests
{
    [Fact]
    public void The_signature_is_that_of_the_published_vector() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhook.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8));

    [Fact]
    public void A_new_secret_is_32_random_bytes()
    {
        var (one, other) = (StandardWebhook.NewSecret(), StandardWebhook.NewSecret());

        Assert.NotEqual(one, other);
        Assert.Equal(32, Convert.FromBase64String(one["whsec_".Length..]).Length);
    }

    [Fact]
    public void Attempts_follow_the_schedule_and_end_after_the_tenth()
    {
        double[] seconds = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];

        Assert.Equal(seconds, Enumerable.Range(1, 9).Select(attempt => WebhookSchedule.PauseAfter(attempt, null, 0)!.Value.TotalSeconds));
        Assert.Null(WebhookSchedule.PauseAfter(10, null, 0));
        Assert.Equal(5.5, WebhookSchedule.PauseAfter(1, null, 1)!.Value.TotalSeconds, 1e-9);
    }

    [Fact]
    public void What_the_receiver_asks_for_holds_when_it_is_longer_and_not_beyond_a_day()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), WebhookSchedule.PauseAfter(1, TimeSpan.FromMinutes(2), 0));
        Assert.Equal(TimeSpan.FromMinutes(5), WebhookSchedule.PauseAfter(2, TimeSpan.FromMinutes(2), 0));
        Assert.Equal(TimeSpan.FromHours(24), WebhookSchedule.PauseAfter(1, TimeSpan.FromDays(30), 0));
        Assert.Equal(TimeSpan.FromSeconds(5), WebhookSchedule.PauseAfter(1, TimeSpan.FromSeconds(-9), 0));
    }

    [Fact]
    public void The_body_is_a_cloud_event()
    {
        var alert = new Alert(Alert.Raised, "CSAT: all cases", "It fell.", "/actions/12", new JsonObject { ["row"] = "M1" }, Demo: false);

        var body = JsonNode.Parse(alert.Body("msg_1", "https://acsr.example.com/", new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc)))!;

        Assert.Equal(("1.0", "msg_1", "io.acsr.alert.raised.v1", "https://acsr.example.com", "2026-06-01T08:00:00.000Z"),
            ((string?)body["specversion"], (string?)body["id"], (string?)body["type"], (string?)body["source"], (string?)body["time"]));
        Assert.Equal((string?)body["time"], (string?)body["timestamp"]);
        Assert.Equal(("M1", "https://acsr.example.com/actions/12"), ((string?)body["data"]!["row"], (string?)body["data"]!["url"]));
    }
}
