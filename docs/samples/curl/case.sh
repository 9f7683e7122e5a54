#!/bin/sh
# A whole case in plain events: a customer asks, the agent decides, a colleague overrides it and says why and by which clause.
#   ACSR_KEY=… sh case.sh [CASE]        (ACSR_URL: where the console is, http://localhost:5080 unless set)
set -eu
: "${ACSR_KEY:?Set ACSR_KEY to a key of scope ingest.}"
case=${1:-curl-$(date +%s)}
day=$(date -u +%Y-%m-%d)

# Ids are unique over everything a sender sends, so they begin with the case.
curl --silent --show-error --fail-with-body "${ACSR_URL:-http://localhost:5080}/api/v1/events" \
  --header "x-acsr-key: $ACSR_KEY" --header 'Content-Type: application/x-ndjson' --data-binary @- <<EVENTS
{"id":"$case-1","type":"case.opened","case":"$case","time":"${day}T00:00:01Z","channel":"email","intent":"refund_request","customer":"customer-12","agent":"refund-agent","agentVersion":"0.9","handler":"agent"}
{"id":"$case-2","type":"message","case":"$case","time":"${day}T00:00:02Z","role":"customer","text":"The shoes came too late for the wedding. I want my money back."}
{"id":"$case-3","type":"step","case":"$case","time":"${day}T00:00:03Z","kind":"retrieval","name":"help-centre","input":{"query":"late delivery refund"},"output":[{"id":"delivery.md#late","score":0.71}]}
{"id":"$case-4","type":"decision","case":"$case","time":"${day}T00:00:04Z","action":"deny_refund","arguments":{"order":"B-7"},"confidence":0.64,"clauses":["delivery/late-2@1"]}
{"id":"$case-5","type":"override","case":"$case","time":"${day}T00:20:00Z","original":{"action":"deny_refund","confidence":0.64},"final":{"action":"refund_order","arguments":{"order":"B-7"},"rationale":"It came after the date that was promised."},"clause":"delivery/late-1@1","by":"colleague-3"}
{"id":"$case-6","type":"message","case":"$case","time":"${day}T00:21:00Z","role":"human","text":"You are right, it came after the promised day. Your money is on its way."}
{"id":"$case-7","type":"case.closed","case":"$case","time":"${day}T00:21:01Z","outcome":"escalated"}
{"id":"$case-8","type":"csat","case":"$case","time":"${day}T00:40:00Z","score":4,"scaleMin":1,"scaleMax":5,"comment":"Good in the end."}
EVENTS
echo
echo "Sent: case $case"
