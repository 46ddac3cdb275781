-- wrk script: every request is a new demand. TOWOW_DEMAND sets the text.
local text = os.getenv("TOWOW_DEMAND") or "I want to run an AI meetup in Beijing for 50 people, I need a room and speakers"
wrk.method = "POST"
wrk.path = "/api/v1/demand/submit"
wrk.headers["Content-Type"] = "application/json"
wrk.body = string.format('{"raw_input":"%s"}', text)

function done(summary, latency, requests)
  io.write(string.format("RESULT requests=%d seconds=%.3f p50=%.3f p99=%.3f worst=%.3f errors=%d\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    latency.max / 1000,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end
