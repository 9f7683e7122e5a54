// A support agent in Node.js that hands a case to a human, traced with the OpenTelemetry SDK.
//   npm ci && ACSR_KEY=… npm start [CASE]        (ACSR_URL: where the console is, http://localhost:5080 unless set)
import { SpanStatusCode } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { randomUUID } from 'node:crypto'

const { ACSR_URL = 'http://localhost:5080', ACSR_KEY } = process.env
if (!ACSR_KEY) throw new Error('Set ACSR_KEY to a key of scope ingest.')
const caseId = process.argv[2] ?? `node-${randomUUID()}`

const exporter = new OTLPTraceExporter({ url: new URL('/v1/traces', ACSR_URL).href, headers: { 'x-acsr-key': ACSR_KEY } })
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'billing-agent', 'service.version': '2.1.0' }),
  spanProcessors: [new BatchSpanProcessor(exporter)],
})
provider.register()
const tracer = provider.getTracer('billing-agent')

/** Runs work inside a span of its own. */
const step = (name, attributes, work = () => undefined) =>
  tracer.startActiveSpan(name, { attributes }, async span => {
    try {
      return await work(span)
    } catch (error) {
      span.recordException(error)
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
      throw error
    } finally {
      span.end()
    }
  })

const message = (role, text) => ({ role, parts: [{ type: 'text', content: text }] })

// Stands in for a model, so that the sample runs without one.
const model = async history => {
  const answer = message('assistant', 'I cannot see why you were charged twice. A colleague will look at it today.')
  await step('chat scripted-1', {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'scripted-1',
    'gen_ai.usage.input_tokens': 120,
    'gen_ai.usage.output_tokens': 21,
    'gen_ai.input.messages': JSON.stringify(history),
    'gen_ai.output.messages': JSON.stringify([answer]),
  })
  return answer
}

const getInvoices = customer =>
  step('execute_tool get_invoices', {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'get_invoices',
    'gen_ai.tool.call.id': 'call_1',
    'gen_ai.tool.call.arguments': JSON.stringify({ customer }),
  }, () => { throw new Error('billing did not answer within 5 s') })

await step('invoke_agent billing-agent', { 'gen_ai.operation.name': 'invoke_agent', 'acsr.case.id': caseId, 'acsr.channel': 'chat', 'acsr.customer.ref': 'customer-77' }, async turn => {
  const history = [message('user', 'I was charged twice this month.')]
  await step('classify intent', { 'acsr.step.kind': 'intent', 'acsr.intent.name': 'double_charge', 'acsr.intent.confidence': 0.81 })
  const failed = await getInvoices('customer-77').then(() => false, () => true)
  const answer = await model(history)
  if (failed) turn.setAttributes({ 'acsr.outcome': 'escalated', 'acsr.handoff.reason': 'tool failure: get_invoices' })
  console.log(answer.parts[0].content)
})

await provider.shutdown()
console.log(`Sent: case ${caseId}`)
