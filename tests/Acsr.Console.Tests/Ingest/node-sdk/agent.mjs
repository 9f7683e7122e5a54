// A support agent of two spans, traced and exported with the OpenTelemetry SDK for JavaScript as it is published.
// Arguments: grpc | proto | json, the address, the key, none | gzip, whole | spoilt. Ends with 0 when everything was exported.
import { DiagConsoleLogger, DiagLogLevel, SpanKind, context, diag, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { createRequire } from 'node:module';

const [protocol, address, key, compression, state] = process.argv.slice(2);
// What the SDK has to say of an export it says here.
diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const headers = { authorization: `Bearer ${key}` };

function exporter() {
  if (protocol === 'grpc') {
    const { Metadata } = createRequire(import.meta.url)('@grpc/grpc-js');
    const metadata = new Metadata();
    metadata.set('authorization', headers.authorization);
    return new GrpcExporter({ url: address, metadata, compression });
  }

  const Exporter = protocol === 'proto' ? ProtoExporter : JsonExporter;
  return new Exporter({ url: `${address}/v1/traces`, headers, compression });
}

const inner = exporter();
let failed = null;
// A trace id of zeros stands for whatever makes one span of many impossible.
const spoil = (span) => Object.create(span, { spanContext: { value: () => ({ ...span.spanContext(), traceId: '0'.repeat(32) }) } });
const watched = {
  export: (spans, done) => inner.export(state === 'spoilt' ? spans.map((span) => (span.name.startsWith('chat') ? spoil(span) : span)) : spans, (result) => { failed ??= result.error ?? null; done(result); }),
  forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
  shutdown: () => inner.shutdown(),
};
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(watched)] });
const tracer = provider.getTracer('node-agent');

const turn = tracer.startSpan('invoke_agent desk', { attributes: { 'gen_ai.operation.name': 'invoke_agent', 'acsr.case.id': `node-${protocol}-${compression}`, 'acsr.outcome': 'resolved' } });
const inTurn = trace.setSpan(context.active(), turn);
const call = tracer.startSpan('chat gpt-x', {
  kind: SpanKind.CLIENT,
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-x',
    'gen_ai.usage.input_tokens': 120,
    'gen_ai.usage.output_tokens': 12,
    'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] }]),
    'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }], finish_reason: 'stop' }]),
  },
}, inTurn);
call.end();
turn.end();

await provider.forceFlush().catch((error) => { failed ??= error; });
await provider.shutdown();
if (failed) {
  console.error(String(failed.message ?? failed));
  process.exit(1);
}
