using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L8 to L12: the conversation gets stuck.</summary>
public sealed class DialogueTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Monologue_hits_three_messages_in_a_row(int messages, bool hits)
    {
        var play = new Play().Customer("Hi").Times(messages, (p, i) => p.Agent($"Part {i}.").Model("stop"));

        Assert.Equal(hits, play.Find<Monologue>().Any(hit => hit.Severity == Severity.Medium && hit.Count == messages));
    }

    [Fact]
    public void Monologue_is_broken_by_an_answer_and_by_a_call() =>
        Assert.Empty(new Play().Agent("1").Agent("2").Customer("Yes").Agent("3").Agent("4").Look("{}").Agent("5").Agent("6").Find<Monologue>());

    [Theory]
    [InlineData(1, Severity.Low)]
    [InlineData(2, Severity.Low)]
    [InlineData(3, Severity.Medium)]
    public void Agent_repeat_hits_what_was_said_before(int repeats, Severity severity)
    {
        var play = new Play().Times(repeats + 1, (p, _) => p.Agent("Please restart the modem and wait until both lights are green.").Customer("No."));

        var hit = Assert.Single(play.Find<AgentRepeat>());

        Assert.Equal((severity, repeats), (hit.Severity, hit.Count));
        Assert.DoesNotContain("s0", hit.StepIds);
    }

    [Theory]
    [InlineData("red orange yellow green blue violet black white grey brown", "red orange yellow green blue violet black white grey pink", false)]
    [InlineData("red orange yellow green blue violet black white grey brown", "red orange yellow green blue violet black white grey brown", true)]
    [InlineData("red orange yellow green blue violet black white grey", "red orange yellow green blue violet black white grey brown", true)]
    [InlineData("red orange yellow green blue", "red orange yellow green blue", false)]
    [InlineData("red orange yellow green blue violet", "red orange yellow green blue violet", true)]
    public void Agent_repeat_compares_long_messages_by_nine_words_of_ten(string one, string other, bool hits) =>
        Assert.Equal(hits, new Play().Agent(one).Agent(other).Find<AgentRepeat>().Count == 1);

    [Theory]
    [InlineData("Please refund the blue kettle.", "Refund the blue kettle please.", true)]
    [InlineData("red orange yellow green black", "red orange yellow white grey", false)]
    [InlineData("red orange yellow green", "red orange yellow white", true)]
    [InlineData("red orange yellow", "red orange yellow", false)]
    [InlineData("My blue kettle leaks when boiling water", "My blue kettles leak when boiling waters", true)]
    [InlineData("password reset link never works here", "passwords resets links never work here", false)]
    [InlineData("Please cancel my order HF-1 today", "Please cancel my order HF-2 today", false)]
    public void User_rephrase_hits_what_the_customer_said_before(string one, string other, bool hits) =>
        Assert.Equal(hits, new Play().Customer(one).Agent("Sorry?").Customer(other).Find<UserRephrase>().Any(hit => hit.Severity == Severity.Medium));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void User_rephrase_looks_back_two_messages(int between, bool hits) =>
        Assert.Equal(hits, new Play().Customer("Please refund the blue kettle.").Times(between, (p, i) => p.Customer($"Well {i}.")).Customer("Please refund the blue kettle.").Find<UserRephrase>().Count == 1);

    [Theory]
    [InlineData(2, true, false)]
    [InlineData(3, true, true)]
    [InlineData(3, false, false)]
    [InlineData(9, false, false)]
    public void Apology_loop_hits_only_where_nothing_moves(int apologies, bool stuck, bool hits)
    {
        var play = new Play().Times(apologies, (p, i) => p.Agent($"I'm sorry, take {i}.").Look($"{i}", $"{i}").Customer($"Reason {i}."));
        if (stuck) { play.Customer("Please refund the blue kettle.").Customer("Please refund the blue kettle."); }

        Assert.Equal(hits, play.Find<ApologyLoop>().Any(hit => hit.Count == apologies));
    }

    [Fact]
    public void Apologies_alone_are_no_dead_end() =>
        Assert.Empty(DeadEndRules.Find(new Play().Times(5, (p, i) => p.Customer($"Reason {i}?").Look($"{i}", $"{i}").Agent($"I'm sorry, number {i} is against the rules.")).Steps, new()));

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Clarification_loop_hits_the_third_time_the_same_is_asked(int times, bool hits)
    {
        string[] ways = ["Could you give me the order number?", "Sorry, could you please give me the order number?", "Thanks. Can you give the order number?"];
        var play = new Play().Times(times, (p, i) => p.Agent(ways[i]).Customer($"Answer {i}"));

        Assert.Equal(hits, play.Find<ClarificationLoop>().Any(hit => hit.Count == times && hit.Severity == Severity.Medium));
    }

    [Fact]
    public void Clarification_loop_does_not_mind_different_questions_offers_of_help_or_a_question_asked_twice_in_one_message() =>
        Assert.Empty(new Play()
            .Agent("What is the order number? What is the order number? What is the order number?").Agent("Which colour would you like instead?").Agent("Where should the parcel go now?")
            .Times(4, (p, _) => p.Agent("Is there anything else about your order today?")).Find<ClarificationLoop>());

    [Fact]
    public void Clarification_loop_knows_the_slot_whatever_the_words()
    {
        var play = new Play().Agent("Could you give me your booking reference?").Customer("I lost it").Agent("Then please share the confirmation number with me.").Customer("Which?").Agent("And what is the reservation ID?");

        var hit = Assert.Single(play.Find<ClarificationLoop>());

        Assert.Equal((3, "The agent asked for the booking number 3 times before it did anything with an answer."), (hit.Count, hit.Text));
        Assert.Equal(["s0", "s2", "s4"], hit.StepIds);
    }

    [Fact]
    public void Clarification_loop_begins_anew_once_a_call_has_worked_and_not_where_it_failed()
    {
        var ask = new[] { "What is your order number?", "Could you tell me the next order number?", "Please give me the number of the third: which order number is it?" };

        Assert.Empty(new Play().Times(3, (p, i) => p.Agent(ask[i]).Customer($"{i}").Look($"{i}", $"{i}")).Find<ClarificationLoop>());
        Assert.Single(new Play().Times(3, (p, i) => p.Agent(ask[i]).Customer($"{i}").Look($"{i}", error: "unknown")).Find<ClarificationLoop>());
    }

    [Fact]
    public void Clarification_loop_tells_one_question_once() =>
        Assert.Single(new Play().Times(3, (p, i) => p.Agent("What is your order number please?").Customer($"{i}")).Find<ClarificationLoop>());

    [Theory]
    [InlineData("What is your e-mail address?", "email")]
    [InlineData("May I have your full name and date of birth, please?", "date of birth", "name")]
    [InlineData("Where would you like to fly to?", "destination")]
    [InlineData("Okay, what time would you like to leave?", "time")]
    [InlineData("Please provide your user ID and the reason for the cancellation.", "account number", "reason")]
    [InlineData("Would you like me to change your address?")]
    [InlineData("Your order number is HF-1.")]
    [InlineData("Once you have the reservation ID, I can help.")]
    [InlineData("Was ist Ihre Bestellnummer?")]
    public void A_slot_is_what_a_question_wants_to_know(string said, params string[] slots) => Assert.Equal(slots, QuestionSlots.In(said).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("ask red orange yellow green black?", "ask red orange yellow white grey?", false)]
    [InlineData("ask red orange yellow green?", "ask red orange yellow white?", true)]
    public void Clarification_loop_takes_questions_for_the_same_that_share_most_words(string one, string other, bool hits) =>
        Assert.Equal(hits, new Play().Agent(one).Agent(one).Agent(other).Find<ClarificationLoop>().Count == 1);
}
