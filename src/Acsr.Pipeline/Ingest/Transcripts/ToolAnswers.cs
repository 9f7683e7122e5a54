namespace Acsr.Ingest.Transcripts;

/// <summary>Which message of a conversation holds the answer to which tool call.</summary>
internal sealed class ToolAnswers
{
    private readonly Dictionary<ChatCall, ChatMessage> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ChatMessage> _orphans = new(ReferenceEqualityComparer.Instance);

    public ToolAnswers(IEnumerable<ChatMessage> messages)
    {
        // In order, because real files use the same call id twice: an answer belongs to the call that is still open.
        List<ChatCall> open = [];
        foreach (var message in messages)
        {
            if (message.Role != Speaker.Tool)
            {
                open.AddRange(message.Calls.Where(call => call.Answer is null));
                continue;
            }

            var call = message.CallId is { } id ? open.Find(call => call.Id == id)
                : message.ToolName is { } name ? open.Find(call => call.Name == name)
                : open.FirstOrDefault();
            if (call is null)
            {
                _orphans.Add(message);
            }
            else
            {
                open.Remove(call);
                _answers[call] = message;
            }
        }
    }

    public ChatMessage? To(ChatCall call) => _answers.GetValueOrDefault(call);

    /// <summary>A tool's message whose call is not in the transcript, as at the start of one that was cut.</summary>
    public bool IsOrphan(ChatMessage message) => _orphans.Contains(message);
}
