using System.Text.Json;

namespace Acsr.Releases.Curation;

public sealed class ClauseCheckTests
{
    [Theory]
    [InlineData("An agent may refund at most $20.", "refund", """{"amount": 50}""", true)]
    [InlineData("An agent may refund up to 1,000 dollars.", "refund", """{"refund_amount": "1200.50"}""", true)]
    [InlineData("Credit is limited to €30 per order.", "issue_credit", """{"credit": 40}""", false)]
    [InlineData("Goodwill is at most $20 without approval. With approval up to $100.", "refund", """{"amount": 150}""", false)]
    [InlineData("A discount of no more than 10 % is given.", "give_discount", """{"percent": 15}""", false)]
    [InlineData("Returns are taken back within 30 days.", "extend_return", """{"extra_days": 45}""", false)]
    [InlineData("Agents must never cancel a booking.", "cancel_booking", "{}", false)]
    public void A_call_above_the_limit_or_one_that_is_forbidden_is_seen(string clause, string call, string arguments, bool plain) =>
        Assert.Equal(plain, ClauseCheck.FaultOf(Call(call, arguments), clause)?.IsPlain);

    [Theory]
    [InlineData("An agent may refund at most $20.", "refund", """{"amount": 20}""")]
    [InlineData("Goodwill is at most $20 without approval. With approval up to $100.", "refund", """{"amount": 80}""")]
    [InlineData("An agent may refund at most $20.", "refund", """{"order_total": 500, "amount": 5}""")]
    [InlineData("Agents must not cancel a booking unless the airline cancelled it.", "cancel_booking", "{}")]
    [InlineData("Within 24 hours of booking it is free.", "refund", """{"amount": 500}""")]
    [InlineData("", "refund", """{"amount": 500}""")]
    public void What_a_clause_allows_or_leaves_open_is_no_contradiction(string clause, string call, string arguments) => Assert.Null(ClauseCheck.FaultOf(Call(call, arguments), clause));

    [Theory]
    [InlineData("We can refund you $50 for that.", "Refunds are at most $20.", "Says “$50”")]
    [InlineData("You may return a worn shoe within 60 days of delivery.", "You may return a worn shoe within 30 days of delivery.", "Says “60 days”")]
    [InlineData("Basic economy tickets can be changed.", "Basic economy tickets cannot be changed.", "“not” there, none here")]
    public void An_answer_that_says_otherwise_than_the_clause_is_seen(string answer, string clause, string found)
    {
        var fault = ClauseCheck.FaultOf(TrainingMessage.Said("assistant", answer), clause);

        Assert.Contains(found, fault?.Text, StringComparison.Ordinal);
    }

    private static TrainingMessage Call(string name, string arguments) => TrainingMessage.Called(null, new TrainingCall("call_1", name, JsonDocument.Parse(arguments).RootElement));
}
