using System.Text;
using Acsr.Tests.Otlp;

namespace Acsr.Ingest.Otlp;

/// <summary>What a sender is told, read with an independent reader.</summary>
public sealed class OtlpAnswerTests
{
    [Fact]
    public void Full_success_leaves_partial_success_unset()
    {
        Assert.Empty(OtlpAnswer.Success(OtlpEncoding.Protobuf, OtlpSignal.Traces, 0, null));
        Assert.Equal("{}", Encoding.UTF8.GetString(OtlpAnswer.Success(OtlpEncoding.Json, OtlpSignal.Traces, 0, null)));
    }

    [Fact]
    public void Partial_success_counts_and_explains()
    {
        var partial = TraceResponse.Parser.ParseFrom(OtlpAnswer.Success(OtlpEncoding.Protobuf, OtlpSignal.Traces, 3, "bad ids")).PartialSuccess;
        Assert.Equal((3, "bad ids"), (partial.RejectedSpans, partial.ErrorMessage));
        Assert.Equal("""{"partialSuccess":{"rejectedSpans":"3","errorMessage":"bad ids"}}""", Encoding.UTF8.GetString(OtlpAnswer.Success(OtlpEncoding.Json, OtlpSignal.Traces, 3, "bad ids")));
    }

    [Fact]
    public void Log_records_are_counted_under_their_own_name_and_the_same_number()
    {
        Assert.Equal("""{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"no"}}""", Encoding.UTF8.GetString(OtlpAnswer.Success(OtlpEncoding.Json, OtlpSignal.Logs, 3, "no")));
        Assert.Equal(OtlpAnswer.Success(OtlpEncoding.Protobuf, OtlpSignal.Traces, 3, "no"), OtlpAnswer.Success(OtlpEncoding.Protobuf, OtlpSignal.Logs, 3, "no"));
    }

    [Fact]
    public void A_warning_is_a_message_with_nothing_rejected()
    {
        var partial = TraceResponse.Parser.ParseFrom(OtlpAnswer.Success(OtlpEncoding.Protobuf, OtlpSignal.Traces, 0, "corrected")).PartialSuccess;
        Assert.Equal((0, "corrected"), (partial.RejectedSpans, partial.ErrorMessage));
    }

    [Fact]
    public void A_failure_is_a_status_in_the_encoding_of_the_request()
    {
        var status = RpcStatus.Parser.ParseFrom(OtlpAnswer.Failure(OtlpEncoding.Protobuf, "too large", 8));
        Assert.Equal((8, "too large"), (status.Code, status.Message));
        Assert.Equal("""{"code":8,"message":"too large"}""", Encoding.UTF8.GetString(OtlpAnswer.Failure(OtlpEncoding.Json, "too large", 8)));
        Assert.Equal(("application/json", "application/x-protobuf"), (OtlpAnswer.ContentType(OtlpEncoding.Json), OtlpAnswer.ContentType(OtlpEncoding.Protobuf)));
    }

    [Fact]
    public void A_long_message_is_shortened() =>
        Assert.InRange(OtlpAnswer.Failure(OtlpEncoding.Json, new string('x', 5_000_000), 3).Length, 1_000, 10_000);
}
