using System.Collections;
using System.Collections.Frozen;

namespace Acsr.Signals.Sentiment;

/// <summary>The turns of phrase we know, and where they stand in a text.</summary>
public static class SupportPatterns
{
    private static readonly SupportPattern[] Frustration =
    [
        new("not happy", -2.1, @"\b(not|isn't|aren't|wasn't|never|hardly|far from) (very |really |at all |so |too |exactly )?(happy|pleased|satisfied|impressed|amused|great|good|nice|thrilled)\b"),
        new("not acceptable", -2.2, @"\b(not|isn't|hardly|far from|never) (acceptable|good enough|okay|ok|fair|right|normal|professional)\b"),
        new("waiting", -1.8, @"\b(still|been|keep|kept) waiting\b"),
        new("waiting long", -1.8, @"\b(waiting|waited|wait) (for )?(over |more than |almost |nearly )?(a|an|one|two|three|four|five|six|\d+|several|many|many many)? ?(hours?|days?|weeks?|months?|ages|forever)\b"),
        new("no answer", -2.0, @"\b(no|never got an?|never received an?|without an?|haven't had an?|not a single) (answer|reply|response)\b"),
        new("nobody answers", -2.2, @"\b(nobody|no one|no-one|noone|none of you) (ever )?(answers?|answered|replies|replied|responds?|responded|picks? up|called|calls|calls back|called back)\b"),
        new("not answering", -2.0, @"\b(you|they) (never|don't|didn't|do not|did not) (even )?(answer|reply|respond|call back|get back|got back)\b"),
        new("still nothing", -1.8, @"\bstill (nothing|no (refund|parcel|package|delivery|news|update|order|money|email|sign))\b"),
        new("still not", -1.8, @"\bstill (hasn't|haven't|isn't|has not|have not|is not|not|didn't|did not)\b"),
        new("told already", -2.0, @"\b(already|just|twice|repeatedly) (told|asked|said|explained|sent|given|gave|answered|contacted|written)\b"),
        new("asked already", -2.0, @"\b(you|they)('ve| have)? (already|just) asked( me)?\b"),
        new("third time", -2.0, @"\b(second|third|fourth|fifth|sixth|tenth|2nd|3rd|4th|5th|umpteenth|hundredth) time\b"),
        new("how often", -2.2, @"\bhow (many times|often) (do|must|should|did|have|will|shall) i\b"),
        new("keep asking", -1.9, @"\b(keep|keeps|kept) (on )?(asking|repeating|telling|sending me|saying|transferring|being (told|asked|sent|transferred))\b"),
        new("again and again", -1.8, @"\b(again and again|over and over|time and again|once again|yet again|for the umpteenth)\b"),
        new("repeat myself", -2.0, @"\b(repeat|explain|say|tell you|go through) (myself|everything|it all|all of it|all this|this|that|the whole thing|the same thing)( all)?( over)? (again|twice|every time)\b|\brepeat(ing)? myself\b"),
        new("not what I asked", -2.0, @"\b(not|isn't|wasn't) what i('ve| have)? ?(asked|said|want|wanted|meant|ordered|need)\b"),
        new("not helping", -2.2, @"\b(not|isn't|aren't|wasn't|never) (really |very |at all )?(helping|helpful|useful|of any (help|use))\b"),
        new("doesn't help", -2.0, @"\b(doesn't|does not|didn't|did not|don't|won't|can't|cannot) (really |even )?help( me)?\b"),
        new("no help", -2.4, @"\b(no help( at all)?|nobody helps|no one helps|nobody (can|will) help|useless)\b"),
        new("not understanding", -1.8, @"\b(you|it|bot) (don't|doesn't|do not|does not|didn't|did not|still don't) (understand|get it|listen|read)\b"),
        new("answer the question", -1.7, @"\b(answer (my|the) question|read (my|what i) (message|messages|email|emails|wrote)|listen to me)\b"),
        new("wants a person", -1.2, @"\b(speak|talk|chat|connect me|put me through|transfer me|get me) ?(with|to)? (a |an |the |your |some |another )?(real |actual |live )?(human|person|people|manager|supervisor|agent|representative|somebody|someone|colleague)\b"),
        new("no bots", -1.5, @"\b(stupid|useless|dumb|another|with a|this) (bot|chatbot|robot|machine)\b"),
        new("leaving", -1.5, @"\b(cancel|close|delete) (my |the |our )?(account|subscription|membership|contract)\b"),
        new("going elsewhere", -1.7, @"\b(switch(ing)?|moving|going|go|move) to (a |another |your |one of your )?(competitors?|other (shop|provider|company)|provider|company|elsewhere)\b|\b(shop|buy|order|go) elsewhere\b|\btake my business elsewhere\b"),
        new("last order", -1.9, @"\b(never|not|won't be|last time i'll be|last time i) (again )?(ordering|order|buy|buying|shop|shopping|use|using|come|coming)( (from|with|here|back|you|this|your))+( \w+)?( again)?|\bnever again\b"),
        new("not working", -1.6, @"\b(still )?(doesn't|does not|don't|didn't|isn't|is not|not|won't|stopped|never|hasn't|has not|can't get it to) (even )?(work|working|worked|load|loading|open|opening|connect|charge|charging|turn on|switch on|start)\b"),
        new("broken again", -2.0, @"\b(broken|broke|failed|crashed|down|wrong|failing|late) again\b"),
        new("error again", -1.6, @"\b(keep|keeps|kept) (on )?(getting|failing|crashing|happening|freezing|disconnecting|dropping|breaking|showing)\b"),
        new("charged wrongly", -2.0, @"\b(charged|billed|debited|paid) (me |us )?(twice|again|wrong(ly)?|two times|double|too much|three times)\b|\bdouble(-| )charged?\b"),
        new("money back", -1.4, @"\b(want|need|give me|demand|where is|where's|waiting for) my money( back)?\b"),
        new("nothing happened", -1.8, @"\b(nothing (has )?(happened|happens|changed|changes|arrived|came|works)|no progress|nothing is being done)\b"),
        new("not arrived", -1.5, @"\b(never|hasn't|haven't|has not|have not|didn't|did not|not) (yet )?(arrived|arrive|come|came|turned up|shown up|showed up|received|got|gotten|been delivered|delivered)\b"),
        new("nobody knows", -1.8, @"\b(nobody|no one|no-one) (seems to )?(knows?|cares?|understands?|bothers?)\b"),
        new("don't care", -2.0, @"\b(you|they) (clearly |obviously |just )?(don't|do not|couldn't|could not) care( less)?\b"),
        new("waste of time", -2.3, @"\b(waste|wasted|wasting) (of )?(my |everyone's |so much )?(time|money|hours?|day|afternoon|morning)\b|\bwaste of (space|effort)\b"),
        new("fed up", -2.2, @"\b(fed up|sick of|tired of|sick and tired|had enough|enough is enough|losing patience|lost patience|running out of patience|at my wits' end|last straw)\b"),
        new("joke", -2.3, @"\b(is this|this is|what) (a|some kind of a?|some|your idea of a) joke\b|\b(are you|you're) (kidding|joking)\b|\byou must be (kidding|joking)\b"),
        new("can't believe", -1.8, @"\b(can't|cannot|can not) believe\b|\bhow (is|can) (this|that|it) (even )?(be )?(possible|so hard|so difficult|so complicated)\b|\bhow hard can it be\b"),
        new("promised", -1.7, @"\b(you|they|was|were|i was) (had |have )?(promised|assured|guaranteed)\b"),
        new("supposed to", -1.2, @"\b(was|were|is|are) (supposed|meant) to (be|have|arrive|come|get|work|call|receive)\b"),
        new("should have", -1.2, @"\bshould('ve| have) (been|arrived|come|told|got|received|had|reached|called)\b"),
        new("giving up", -1.7, @"\b(forget it|never mind|nevermind|don't bother|i give up|giving up|i'm done|drop it|whatever)\b"),
        new("going in circles", -2.0, @"\b((going|go|run|running|round) (round )?in circles|getting nowhere|isn't getting (us |me )?anywhere|not getting (us |me )?anywhere|leads? nowhere|sent (me )?(around|from pillar to post)|passed around|runaround)\b"),
        new("what now", -1.0, @"\bwhat am i (supposed|meant|expected) to do\b|\bnow what\b"),
        new("complaint", -1.8, @"\b(make|file|filing|raise|lodge|submit|making) (a |an )?(formal |official )?complaint\b|\b(trading standards|ombudsman|consumer protection|my lawyer|small claims|take (this|it) further|legal action|bad review|one star|1 star|zero stars)\b"),
        new("unsafe", -1.8, @"\b(caught fire|electric shock|burnt|burned (me|my)|injured|hurt (me|my|myself)|gas leak)\b"),
        new("wrong item", -1.6, @"\b(wrong|different|incorrect|another) (item|items|size|colour|color|product|order|model|address|name|amount|one|shoes|parcel)\b"),
        new("arrived broken", -1.9, @"\b(arrived|came|delivered|turned up|is|was) (completely |totally |already |all )?(broken|damaged|smashed|defective|faulty|cracked|in pieces|empty|incomplete)\b"),
        new("lost", -1.6, @"\b(lost|misplaced) (my|our|the) (parcel|package|order|luggage|bag|bags|data|money|booking|reservation)\b"),
        new("hung up", -2.0, @"\b(hung up|cut me off|got cut off|on hold|put on hold)\b"),
        new("too much of something", -1.3, @"\b(too (expensive|slow|long|late|complicated|difficult|many|much|small|big)|so (expensive|slow|long|late|complicated|difficult))\b"),
        new("too slow", -1.5, @"\b(taking|takes|took) (so long|forever|ages|too long|this long|weeks|months)\b"),
        new("why not", -1.0, @"\bwhy (is|isn't|can't|don't|won't|hasn't|did|didn't|haven't|do i have to|was|wasn't) (it|this|that|nobody|no one|anyone|you|i|my)\b"),
        new("no idea", -1.0, @"\b(no idea|no clue|makes no sense|doesn't make (any )?sense|make no sense)\b"),
        new("expected better", -1.8, @"\b(expected|expect|deserve) (more|better|much more|much better)\b|\blet (me|us) down\b|\bletdown\b"),
    ];

    private static readonly SupportPattern[] Satisfaction =
    [
        new("not bad", 1.2, @"\b(not (too |so )?bad|not a big deal|could be worse|doesn't matter|don't worry)\b"),
        new("no thanks", 0.8, @"\bno,? (thanks|thank you|that's (all|it|everything|fine))\b"),
        new("no problem", 0.9, @"\b(no problem( at all)?|no worries|not a problem|no rush|no hurry|no complaints?)\b"),
        new("thanks so much", 2.6, @"\b(thank you|thanks|thx|many thanks) (so much|very much|a lot|a million|a bunch|for (all )?your help|for the (quick|fast|great|kind))\b|\b(much appreciated|you've been (so |very |really )?(helpful|great|kind|amazing))\b"),
        new("solved it", 2.2, @"\b(you|that|this|he|she|they)('ve| have| has)? (fixed|solved|sorted|resolved) (it|that|this|my|the|everything)\b"),
        new("works again", 2.0, @"\b(works|working|back|running|up) (again|fine|perfectly|like a charm|now)\b"),
        new("it worked", 2.2, @"\b(that|it|this|everything|all)('s| is| has)? (now )?(worked|solved|fixed|sorted|working( again| now)?|works( now| again| fine| perfectly)?|resolved|did the trick)\b"),
        new("that helps", 2.0, @"\b(that|this|it) (really |actually |definitely )?(helps|helped)( me| a lot)?\b|\b(very|really|so|super|extremely) helpful\b"),
        new("well done", 2.3, @"\b(well done|good job|great job|nice job|great work|good work|great service|excellent service|great support|top service|keep it up|you're a star|lifesaver|life saver|made my day)\b"),
        new("all set", 2.0, @"\b(all set|all good|all sorted|all done|good to go|that's all i need(ed)?|(exactly|just) what i (needed|wanted|was looking for)|found it)\b"),
        new("thank you", 1.9, @"\b(thank you|thanks|thx|cheers|many thanks|appreciate it|i appreciate)\b"),
        new("quick", 1.8, @"\b(so|that was|very|really|super|surprisingly) (quick|fast|easy|simple|smooth)\b"),
        new("sounds good", 1.3, @"\b(sounds|looks|that's|that is|that would be) (good|great|perfect|fine|wonderful|lovely|fantastic|brilliant|right)\b|\bthat works( for me)?\b"),
        new("good news", 1.8, @"\b(good|great|wonderful|fantastic) news\b|\bglad (to hear|you|it|that)\b|\b(what a|big) relief\b"),
        new("happy with", 2.2, @"\b(happy|pleased|satisfied|delighted|impressed) (with|by|about)\b|\blove (it|this|the|your|my)\b|\b(highly|definitely|would|will) recommend\b"),
    ];

    /// <summary>In the order in which they are looked for: of two that overlap the earlier holds.</summary>
    public static IReadOnlyList<SupportPattern> All { get; } = [.. Frustration, .. Satisfaction];

    /// <summary>Each pattern by the words that it can begin with; a text without any of them need not be searched for it.</summary>
    private static readonly FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> ByFirstWord = All.Index()
        .SelectMany(pattern => PatternWords.Of(pattern.Item.Expression).Select(word => (Word: word, pattern.Index))).GroupBy(pattern => pattern.Word)
        .ToFrozenDictionary(same => same.Key, same => same.Select(pattern => pattern.Index).ToArray(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Each pattern at most once, and no stretch of the text twice.</summary>
    public static IReadOnlyList<PatternMatch> FindIn(string text)
    {
        var lower = text.ToLowerInvariant();
        var may = MayMatch(lower);
        List<PatternMatch> found = [];
        for (var i = 0; i < All.Count; i++)
        {
            if (may?[i] == true && All[i].FindIn(lower) is { } where && !found.Exists(other => other.Where.Start.Value < where.End.Value && where.Start.Value < other.Where.End.Value))
            {
                found.Add(new PatternMatch(All[i].Name, All[i].Valence, where));
            }
        }

        return found;
    }

    /// <summary>The patterns with a first word in the text; null where there is none.</summary>
    private static BitArray? MayMatch(ReadOnlySpan<char> lower)
    {
        BitArray? may = null;
        for (var (start, end) = (0, 0); start < lower.Length; start = end + 1)
        {
            for (end = start; end < lower.Length && PatternWords.IsWord(lower[end]); end++) { }
            if (end == start || !ByFirstWord.TryGetValue(lower[start..end], out var patterns)) { continue; }
            may ??= new BitArray(All.Count);
            foreach (var pattern in patterns) { may[pattern] = true; }
        }

        return may;
    }
}
