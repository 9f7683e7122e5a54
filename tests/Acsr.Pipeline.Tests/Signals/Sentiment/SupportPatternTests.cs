namespace Acsr.Signals.Sentiment;

public sealed class SupportPatternTests
{
    /// <summary>A pattern, what it is for, and what only looks like it.</summary>
    public static TheoryData<string, string, string> Examples => new()
    {
        { "not happy", "I'm not happy.", "I'm happy." },
        { "not acceptable", "This is not acceptable.", "That is okay." },
        { "waiting", "I'm still waiting.", "I'm waiting at the door." },
        { "waiting long", "I waited three weeks for it.", "I can wait until Monday." },
        { "no answer", "I never got an answer.", "Thanks for the answer." },
        { "nobody answers", "Nobody answered my emails.", "Somebody answered at once." },
        { "not answering", "You never reply.", "You can reply tomorrow." },
        { "still nothing", "Still no refund.", "I still have the parcel." },
        { "still not", "It still hasn't arrived.", "It hasn't been opened." },
        { "told already", "I already told you that.", "Please tell me more." },
        { "asked already", "You already asked me that.", "You asked me nicely." },
        { "third time", "This is the third time I contact you.", "It is the first time I order." },
        { "how often", "How many times do I have to say it?", "How many times can it be washed?" },
        { "keep asking", "You keep asking for the number.", "Please keep the number." },
        { "again and again", "It happens again and again.", "Can you send it again?" },
        { "repeat myself", "I have to repeat myself.", "Please repeat the number." },
        { "not what I asked", "That's not what I asked.", "That is what I asked." },
        { "not helping", "This is not helping.", "Thanks for helping." },
        { "doesn't help", "That doesn't help me.", "Can you help me?" },
        { "no help", "You are no help.", "I need help." },
        { "not understanding", "You don't understand.", "I don't understand the form." },
        { "answer the question", "Just answer my question.", "I have a question." },
        { "wants a person", "Can I talk to a real person?", "Can I talk about my order?" },
        { "no bots", "I don't want to chat with a bot.", "I bought a coffee machine." },
        { "leaving", "Then cancel my subscription.", "Where is my subscription?" },
        { "going elsewhere", "I will take my business elsewhere.", "I go to the shop." },
        { "last order", "I will never order from you again.", "I order from you often." },
        { "not working", "It still doesn't work.", "It works." },
        { "broken again", "It is broken again.", "I am down the road." },
        { "error again", "It keeps crashing.", "Keep it safe." },
        { "charged wrongly", "You charged me twice.", "You charged me for one." },
        { "money back", "I want my money back.", "I sent the money." },
        { "nothing happened", "Nothing happened since then.", "Nothing else, thanks." },
        { "not arrived", "My parcel never arrived.", "My parcel arrived." },
        { "nobody knows", "Nobody knows where it is.", "Everybody knows." },
        { "don't care", "You just don't care.", "I don't care which colour." },
        { "waste of time", "What a waste of time.", "I have time." },
        { "fed up", "I'm fed up with this.", "I feel sick." },
        { "joke", "Is this a joke?", "He told a joke." },
        { "can't believe", "I can't believe this.", "I believe you." },
        { "promised", "You promised it for Monday.", "I can promise that." },
        { "supposed to", "It was supposed to arrive on Monday.", "I suppose so." },
        { "should have", "It should have been here last week.", "I should have a receipt." },
        { "giving up", "Never mind, forget it.", "Don't forget the bag." },
        { "going in circles", "We are going in circles.", "It is a circle." },
        { "what now", "What am I supposed to do now?", "What can I do for you?" },
        { "complaint", "I want to file a complaint.", "No complaints here." },
        { "unsafe", "The charger caught fire.", "I lit a fire." },
        { "wrong item", "You sent the wrong item.", "The right size, please." },
        { "arrived broken", "It arrived broken.", "It arrived today." },
        { "lost", "You lost my luggage.", "I found my luggage." },
        { "hung up", "They hung up on me.", "Hang it up on the wall." },
        { "too much of something", "That takes far too long.", "It is long." },
        { "too slow", "Why is it taking so long?", "It takes a day." },
        { "why not", "Why can't you just fix it?", "Why not?" },
        { "no idea", "That makes no sense.", "I have an idea." },
        { "expected better", "I expected better from you.", "I expected it on Friday." },
        { "not bad", "Not bad at all.", "It was bad." },
        { "no thanks", "No, that's all.", "No, I did not." },
        { "no problem", "No problem.", "I have a problem." },
        { "thanks so much", "Thank you so much!", "Say thank to her." },
        { "solved it", "You fixed it.", "Can you fix it?" },
        { "works again", "It is working again.", "I go to work." },
        { "it worked", "That worked!", "When does work begin?" },
        { "that helps", "That helps a lot.", "Can somebody help?" },
        { "well done", "Well done!", "The steak was well cooked." },
        { "all set", "Great, all set.", "The set has four cups." },
        { "thank you", "Thank you.", "Happy birthday." },
        { "quick", "Wow, that was easy.", "Is there a quick way?" },
        { "sounds good", "Sounds good.", "It sounds loud." },
        { "good news", "That's good news.", "Any news?" },
        { "happy with", "I'm very happy with it.", "The colour is blue." },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_pattern_finds_what_it_is_for_and_not_what_only_looks_like_it(string name, string said, string other)
    {
        var pattern = SupportPatterns.All.Single(pattern => pattern.Name == name);

        Assert.NotNull(pattern.FindIn(said.ToLowerInvariant()));
        Assert.Null(pattern.FindIn(other.ToLowerInvariant()));
    }

    [Fact]
    public void There_are_sixty_patterns_and_more_and_each_has_an_example()
    {
        Assert.True(SupportPatterns.All.Count >= 60);
        Assert.Equal(SupportPatterns.All.Select(pattern => pattern.Name).Order(), Examples.Select(row => row.Data.Item1).Order());
    }

    [Fact]
    public void Of_two_patterns_that_overlap_one_counts()
    {
        var found = SupportPatterns.FindIn("Thank you so much!");

        Assert.Equal("thanks so much", Assert.Single(found).Name);
    }

    [Fact]
    public void A_phrase_said_twice_counts_once() => Assert.Single(SupportPatterns.FindIn("Thank you. And thank you."));
}
