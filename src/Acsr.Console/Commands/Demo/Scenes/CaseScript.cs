using System.Text.Json;
using Acsr.Commands.Demo.Intents;
using Acsr.Commands.Demo.Texts;
using Acsr.Ingest;
using Acsr.Ingest.Events;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>Writes down one case while it is played: keeps the clock, the costs and the ids, and lets everybody speak in character.</summary>
internal sealed class CaseScript(CasePlan plan, CaseFacts facts, Dice texts, Dice times, Dice scores, Dice answers)
{
    private const string Model = "atlas-medium";
    private const double InputUsdPerToken = 1.1e-6, OutputUsdPerToken = 4.4e-6;
    /// <summary>A colleague's time, all costs of the workplace included.</summary>
    private const double HumanUsdPerSecond = 0.0105;

    private readonly List<CaseEvent> _events = [];
    private readonly HashSet<string> _said = [];
    private readonly Manner _manner = Manner.Draw(texts, plan.Channel, plan.Language);
    private readonly Pace _pace = Pace.Of(plan.Channel);
    private DateTime _now = plan.OpenedAt;
    private DateTime _resumedAt = plan.OpenedAt;
    private double _handledEarlier;
    private double _worked;
    private double _humanSeconds;
    private double _agentCost;
    private long _contextTokens = 1350;

    public CasePlan Plan => plan;
    public CaseFacts Facts => facts;
    public Dice Luck => texts;
    /// <summary>Decides what customers answer in surveys beside their satisfaction.</summary>
    public Dice Answers => answers;
    public CommonTexts Common { get; } = CommonTexts.In(plan.Language);
    public IntentTexts Texts { get; } = plan.Intent.Texts(plan.Language);
    /// <summary>Id of the assistant's last message.</summary>
    public string? LastAnswer { get; private set; }

    public IReadOnlyList<CaseEvent> UpTo(DateTime horizon) =>
        [.. _events.Where(happened => happened.Time <= horizon && (happened is not StepEvent step || step.EndTime <= horizon)).OrderBy(happened => happened.Time)];

    public void Open() => Add(new CaseOpenedEvent
    {
        Channel = plan.Channel,
        Intent = plan.Intent.Name,
        Customer = facts.Customer.Reference,
        Agent = plan.HumanOnly ? null : DemoDesk.AgentName,
        AgentVersion = plan.HumanOnly ? null : plan.Version,
        Release = plan.HumanOnly ? null : plan.Version,
        Language = plan.Language,
        Handler = plan.HumanOnly ? "human" : "agent",
        Demo = true,
    });

    /// <summary>The customer's first message of the case, or after it was reopened.</summary>
    public void CustomerOpens(string[] templates, double mood)
    {
        Wait(0.2, 0.6);
        Say("customer", _manner.Opening(Choose(templates), facts.Slots), mood);
    }

    public void Customer(string[] templates, double mood)
    {
        Wait(times.Between(_pace.Customer.Low, _pace.Customer.High));
        if (plan.Channel == "email")
        {
            Sleep(until: 7, from: 24);
        }

        Say("customer", _manner.Reply(Choose(templates)), mood);
    }

    public void Agent(params string[] templates)
    {
        var text = _manner.Shop(Choose(templates), Common, facts.Slots);
        Work(times.Between(1.2, 4.4));
        _contextTokens += 90 + (text.Length / 3);
        var (input, output) = (_contextTokens + scores.Between(0, 160), (text.Length / 4) + scores.Between(12, 60));
        var cost = Math.Round((input * InputUsdPerToken) + (output * OutputUsdPerToken), 6);
        _agentCost += cost;
        LastAnswer = Add(new MessageEvent { Role = "agent", Text = text, Model = Model, InputTokens = input, OutputTokens = output, CostUsd = cost });
    }

    /// <summary>A colleague answers; takes time at the desk, which costs more than any model.</summary>
    public void Human(string[] templates, bool first = false)
    {
        var pause = times.Between(_pace.Human.Low, _pace.Human.High) * (first ? 2.2 : 1);
        var atDesk = plan.Channel == "email" ? times.Between(170.0, 520.0) : Math.Min(pause, 420) + 25;
        Wait(pause);
        if (plan.Channel == "email")
        {
            Sleep(until: 8, from: 20);
        }

        _worked += atDesk;
        _humanSeconds += atDesk;
        Say("human", _manner.Colleague(Choose(templates), Common, facts.Slots), null);
    }

    /// <summary>The assistant makes out what it is about.</summary>
    public void Intent()
    {
        var others = scores.Draw([.. DemoDesk.Intents.Where(other => other != plan.Intent)], 2);
        var confidence = Confidence(plan.Ending != Ending.Escalated, spread: 0.05);
        Step(new StepEvent
        {
            Kind = "intent",
            Name = plan.Intent.Name,
            Model = "atlas-small",
            Confidence = confidence,
            Output = Json(new { intent = plan.Intent.Name, candidates = others.Select((other, at) => new { name = other.Name, score = Math.Round((1 - confidence) / (at + 2), 3) }) }),
        }, 0.15, 0.5);
    }

    /// <summary>Calls a tool; with an error instead of a result where one is given.</summary>
    public void Run(Call call, string? error = null)
    {
        var slow = error?.StartsWith("timeout", StringComparison.Ordinal) == true;
        var (low, high) = slow ? (5.0, 10.2) : call.Kind == "action" ? (0.5, 2.8) : (0.15, 1.5);
        Step(new StepEvent { Kind = call.Kind, Name = call.Name, Input = call.Arguments, Output = error is null ? call.Result : null, Error = error, CallId = $"call_{_events.Count + 1:00}" }, low, high);
    }

    /// <summary>The assistant commits to something. It is surer of what is right than of what is wrong, though not by much.</summary>
    public double Decide(string action, JsonElement arguments, string? clause, bool right, bool announced = true)
    {
        var confidence = Confidence(right, spread: 0.1);
        Work(0.05);
        if (announced)
        {
            Add(new DecisionEvent { Action = action, Arguments = arguments, Confidence = confidence, Intent = plan.Intent.Name, Clauses = clause is null ? null : [DemoPolicy.Cite(clause)] });
        }

        return confidence;
    }

    public void HandOver(string reason)
    {
        Run(new Call("tool", "transfer_to_human", new { reason, summary = $"{plan.Intent.Name}: {facts.Order}, {facts.Product.Name}" }, new { queue = "customer-care", accepted = true }));
        Work(0.01);
        Add(new HandoffEvent { Reason = reason });
    }

    public void Override(OverrideScene scene, double confidence)
    {
        var cites = plan.Triad != Triad.NoReference && (plan.Triad != Triad.DataPointOnly || scene.DataPoint is null);
        Wait(20, 90);
        Add(new OverrideEvent
        {
            Original = plan.Triad == Triad.NoOriginal ? null : new OverrideDecision(scene.Decided, Json(scene.DecidedArguments(facts)), confidence),
            Final = new OverrideFinal(scene.Final, Json(scene.FinalArguments(facts)), plan.Triad == Triad.NoRationale ? null : Choose(scene.Rationales)),
            Clause = cites ? DemoPolicy.Cite(scene.Clause) : null,
            DataPoint = plan.Triad == Triad.NoReference ? null : scene.DataPoint,
            By = facts.ColleagueReference,
        });
    }

    public void Close(string outcome)
    {
        var handled = plan.Channel == "email" ? _worked : _handledEarlier + (_now - _resumedAt).TotalSeconds;
        var reported = plan.Channel == "email" || outcome == "abandoned" || plan.HumanOnly || _handledEarlier > 0;
        _handledEarlier = handled;
        Wait(outcome == "abandoned" ? times.Between(_pace.Abandoned.Low, _pace.Abandoned.High) : times.Between(15.0, 120.0));
        Add(new CaseClosedEvent
        {
            Outcome = outcome,
            HandlingSeconds = reported ? Math.Round(handled + (plan.HumanOnly ? times.Between(60.0, 200.0) : 0), 1) : null,
            HumanSeconds = _humanSeconds > 0 ? Math.Round(_humanSeconds, 1) : null,
            CostUsd = _humanSeconds > 0 ? Math.Round(_agentCost + (_humanSeconds * HumanUsdPerSecond), 4) : null,
        });
    }

    /// <summary>The customer is back; the time in between is nobody's work.</summary>
    public void Resume(double hours)
    {
        Wait(hours * 3600);
        Sleep(until: 7, from: 22);
        _resumedAt = _now;
    }

    /// <summary>Something that comes in later without anybody working on the case.</summary>
    public void Later(double seconds, CaseEvent happened) => Add(happened, _now.AddSeconds(seconds));

    public void Wait(double low, double high) => Wait(times.Between(low, high));

    public void Wait(double seconds) => _now = _now.AddMilliseconds(Math.Round(seconds * 1000));

    /// <summary>A template that has not been used in this case yet, filled.</summary>
    public string Choose(string[] templates)
    {
        string[] fresh = [.. templates.Where(template => !_said.Contains(template))];
        var template = texts.Pick(fresh.Length > 0 ? fresh : templates);
        _said.Add(template);
        return Phrase.Say(template, texts, facts.Slots);
    }

    private void Say(string role, string text, double? mood) => Add(new MessageEvent
    {
        Role = role,
        Text = text,
        Sentiment = mood is { } around && scores.Chance(0.86) ? Math.Round(Math.Clamp(scores.Normal(around, 0.17), -1, 1), 2) : null,
    });

    private void Step(StepEvent step, double low, double high)
    {
        Work(times.Between(0.03, 0.2));
        var start = _now;
        Work(times.Between(low, high));
        Add(step with { EndTime = _now }, start);
        _contextTokens += 70;
    }

    private void Work(double seconds)
    {
        Wait(Math.Max(0.001, seconds));
        _worked += seconds;
    }

    /// <summary>Moves on to the morning where it has become night: people sleep unless they are in a chat or on the phone.</summary>
    private void Sleep(int until, int from)
    {
        if (_now.Hour < until || _now.Hour >= from)
        {
            _now = _now.Date.AddDays(_now.Hour >= from ? 1 : 0).AddHours(until).AddSeconds(times.Between(30, 7_000));
        }
    }

    private double Confidence(bool right, double spread) =>
        Math.Round(Math.Clamp(scores.Normal(right ? 0.88 : 0.74, right ? spread * 0.7 : spread), 0.31, 0.99), 2);

    private string Add(CaseEvent happened, DateTime? at = null)
    {
        var id = $"{plan.Id}-{_events.Count + 1:00}";
        _events.Add(happened with { Id = id, Case = plan.Id, Time = at ?? _now });
        return id;
    }

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value, EventJson.Options);
}
