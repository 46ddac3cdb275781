import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_KEPT, currentVersion, difference, initialState, membersIn, modelThinks, nameOf, openGaps, reduce, reduceAll, stateKey, tally } from "../../Resources/static/live/reducer.js";
import * as logs from "./logs.mjs";

const { PEOPLE } = logs;

/** Folds a log over states that nothing may write to. */
function fold(events, from = initialState()) {
  return events.reduce((state, event) => freeze(reduce(freeze(state), freeze(event))), from);
}

function freeze(value) {
  if (value && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

const status = (state, person) => state.main.members[person.agent_id].status;

test("an agreed negotiation ends agreed, with everyone confirmed and the gap open", () => {
  const state = fold(logs.agreed());
  assert.equal(state.outcome.kind, "finalized");
  assert.equal(state.phase, "outcome");
  assert.equal(state.activity, "done");
  assert.equal(state.deadline, "");
  assert.deepEqual(membersIn(state.main, ["accepted"]).map((member) => member.id), ["room", "talk", "talk2", "film"].map((key) => PEOPLE[key].agent_id));
  assert.equal(status(state, PEOPLE.host), "declined");
  assert.deepEqual(openGaps(state).map((gap) => gap.gap_id), ["gap-1"]);
  assert.equal(state.main.members[PEOPLE.room.agent_id].final, "confirmed");
});

test("the plan of the outcome stays when the negotiation completes", () => {
  const state = fold(logs.agreed());
  assert.equal(currentVersion(state.main).version, 1);
  assert.equal(currentVersion(state.main).proposal.assignments[0].participation_status, "confirmed");
});

test("phase and deadline follow the log", () => {
  const seen = [];
  let state = initialState();
  for (const event of logs.agreed()) {
    state = reduce(state, event);
    if (seen.at(-1) !== state.phase) seen.push(state.phase);
    if (event.payload.deadline_at && event.event_type !== "towow.demand.completed") assert.equal(state.deadline, event.payload.deadline_at, event.event_type);
  }
  assert.deepEqual(seen, ["understanding", "finding", "inviting", "composing", "negotiating", "outcome"]);
});

test("a second round has its own version and votes", () => {
  const state = fold(logs.rounds());
  assert.deepEqual(state.main.versions.map((version) => [version.version, version.round]), [[1, 1], [2, 2]]);
  assert.deepEqual(tally(state.main.versions[0]), { accept: 2, negotiate: 2, reject: 0, withdraw: 0, open: 0, eligible: 4 });
  assert.deepEqual(tally(state.main.versions[1]), { accept: 4, negotiate: 0, reject: 0, withdraw: 0, open: 0, eligible: 4 });
  assert.deepEqual(state.main.members[PEOPLE.talk.agent_id].votes.map((vote) => vote.answer), ["negotiate", "accept"]);
  assert.equal(state.main.versions[0].evaluation.decision, "next_round");
});

test("open votes are neither yes nor no", () => {
  const state = fold(logs.running());
  assert.equal(state.activity, "voting");
  assert.equal(state.main.round, 2);
  assert.deepEqual(tally(currentVersion(state.main)), { accept: 2, negotiate: 0, reject: 0, withdraw: 0, open: 2, eligible: 4 });
  assert.equal(status(state, PEOPLE.film), "reviewing");
});

test("a forced end shows nobody as agreed who did not accept", () => {
  const state = fold(logs.forced());
  assert.equal(state.outcome.kind, "force_finalized");
  assert.equal(status(state, PEOPLE.talk2), "wants_changes");
  assert.equal(status(state, PEOPLE.film), "rejects");
  assert.deepEqual([PEOPLE.talk2, PEOPLE.film].map((person) => state.main.members[person.agent_id].final), ["optional", "declined"]);
  assert.deepEqual(state.outcome.payload.pending_agents, [PEOPLE.talk2.agent_id]);
});

test("a failure keeps its reason and gets a compromise", () => {
  const state = fold(logs.failed());
  assert.equal(state.outcome.kind, "failed");
  assert.equal(state.outcome.payload.reason_code, "majority_reject");
  assert.equal(state.outcome.payload.asked.length, 5);
  assert.deepEqual(state.compromise.next_steps, ["与场地确认 3 月 21 日", "重新邀请两位讲者"]);
  assert.equal(currentVersion(state.main).version, 1);
});

test("with nobody to ask the demand ends failed without a channel", () => {
  const state = fold(logs.noCandidates());
  assert.equal(state.noCandidates.reason_code, "all_excluded");
  assert.equal(state.outcome.kind, "failed");
  assert.equal(state.main.order.length, 0);
  assert.equal(state.compromise.summary, "换一个日期可能有人。");
});

test("a cancelled negotiation is cancelled, not failed", () => {
  const events = logs.cancelled();
  assert.equal(fold(events.slice(0, -1)).outcome.kind, "cancelled");
  assert.equal(fold(events).outcome.kind, "cancelled");
});

test("questions wait for answers, and the second understanding ends the wait", () => {
  const waiting = fold(logs.clarify());
  assert.equal(waiting.phase, "understanding");
  assert.equal(waiting.activity, "waiting");
  assert.deepEqual(waiting.waiting.questions.map((question) => question.id), ["q1", "q2"]);
  assert.equal(waiting.deadline, waiting.waiting.answerBy);
  const state = fold(logs.clarified());
  assert.equal(state.waiting, null);
  assert.equal(state.understanding.revision, 2);
  assert.equal(state.phase, "inviting");
});

test("the wait for answers also ends when the time runs out and the search begins", () => {
  const log = new logs.Log();
  logs.clarify(log);
  assert.equal(fold(log.gather().events).waiting, null);
});

test("a sub-network's events change the child, not the parent", () => {
  const events = logs.subnet();
  const before = fold(events.slice(0, 19));
  assert.equal(before.children.length, 0);
  const running = fold(logs.subnet(undefined, { until: 24 }));
  const child = running.children[0];
  assert.equal(running.activity, "subnet");
  assert.equal(running.main.order.length, 5);
  assert.equal(running.outcome.kind, "finalized");
  assert.deepEqual(child.order, ["agent-tea", "agent-cake"]);
  assert.equal(child.maxRounds, 2);
  assert.equal(running.main.maxRounds, 3);
  assert.equal(child.about, logs.TEA.description);
});

test("a merged sub-network adds its people and leaves the voted plan as it was", () => {
  const state = fold(logs.subnet());
  assert.equal(state.children[0].result.closed, true);
  assert.equal(state.children[0].outcome.kind, "finalized");
  assert.deepEqual(state.main.versions.map((version) => [version.version, version.merged]), [[1, false], [2, true]]);
  assert.deepEqual(currentVersion(state.main).added, ["agent-tea"]);
  assert.equal(state.main.versions[0].proposal.assignments.length, 4);
  assert.deepEqual(openGaps(state), []);
  assert.equal(nameOf(state, "agent-tea"), "好茶到家");
});

test("a failed sub-network leaves the parent agreed and the gap open with advice", () => {
  const state = fold(logs.subnet(undefined, { fails: true }));
  assert.equal(state.outcome.kind, "finalized");
  assert.equal(state.children[0].result.failed, true);
  assert.deepEqual(state.children[0].result.payload.advice, ["请场地方推荐餐饮"]);
  assert.deepEqual(openGaps(state).map((gap) => gap.gap_id), ["gap-1"]);
});

test("a withdrawal voids the earlier vote", () => {
  const log = new logs.Log().open().offers().compose().distribute(1).vote(PEOPLE.talk, "accept").vote(PEOPLE.talk, "withdraw");
  const state = fold(log.events);
  assert.equal(status(state, PEOPLE.talk), "withdrew");
  assert.equal(tally(currentVersion(state.main)).withdraw, 1);
  assert.equal(tally(currentVersion(state.main)).accept, 0);
  assert.equal(status(fold(logs.withdrawn()), PEOPLE.talk), "withdrew");
});

test("the first vote for a version stays", () => {
  const state = fold(new logs.Log().open().offers().compose().distribute(1).vote(PEOPLE.talk, "accept").vote(PEOPLE.talk, "reject").events);
  assert.equal(status(state, PEOPLE.talk), "accepted");
  assert.equal(tally(currentVersion(state.main)).reject, 0);
});

test("one who was removed stays removed", () => {
  const state = fold(logs.kicked());
  assert.equal(status(state, PEOPLE.film), "removed");
  assert.equal(state.main.members[PEOPLE.film.agent_id].left.reason, "资料不实");
  const later = fold(new logs.Log().open().add("towow.agent.kicked", { agent_id: PEOPLE.film.agent_id, display_name: "x", reason: "", kicked_by: "operator", round: 1 }).offer(PEOPLE.film).events);
  assert.equal(status(later, PEOPLE.film), "removed");
});

test("no answer is no answer until a real one comes", () => {
  const log = new logs.Log().open().silent(PEOPLE.talk);
  const state = fold(log.events);
  assert.equal(status(state, PEOPLE.talk), "no_answer");
  assert.equal(state.main.members[PEOPLE.talk.agent_id].silent[0].reason, "timeout");
  assert.equal(status(fold(log.offer(PEOPLE.talk).events), PEOPLE.talk), "participates");
});

test("silence in the review does not count as a vote", () => {
  const state = fold(new logs.Log().open().offers().compose().distribute(1).silent(PEOPLE.talk, "review").events);
  assert.equal(status(state, PEOPLE.talk), "no_answer");
  assert.equal(tally(currentVersion(state.main)).open, 4);
});

test("a participant left out of the plan is shown as such, with the reason", () => {
  const state = fold(new logs.Log().open().offers().compose().distribute(1, [PEOPLE.room, PEOPLE.talk], { not_selected: [{ agent_id: PEOPLE.talk2.agent_id, display_name: "Lena Hoffmann", reason: "一位讲者已足够" }] }).events);
  assert.equal(status(state, PEOPLE.talk2), "not_selected");
  assert.equal(state.main.members[PEOPLE.talk2.agent_id].final, "一位讲者已足够");
});

test("bargains and counter-proposals are kept with their member", () => {
  const state = fold(new logs.Log().open().offers().compose().distribute(1)
    .add("towow.negotiation.bargain", { agent_id: PEOPLE.talk.agent_id, display_name: "陈思远", bargain_type: "price", content: "再加 500", round: 1 })
    .add("towow.negotiation.counter_proposal", { agent_id: PEOPLE.film.agent_id, display_name: "一帧影像", counter_proposal: "只拍下午", reason: "", round: 1 }).events);
  assert.equal(state.main.members[PEOPLE.talk.agent_id].talks[0].payload.content, "再加 500");
  assert.equal(status(state, PEOPLE.film), "wants_changes");
});

test("an event that comes twice or late changes nothing", () => {
  const events = logs.rounds();
  const state = fold(events);
  for (const event of events.slice(3, 12)) assert.equal(reduce(state, event), state);
  assert.equal(state.timeline.length, events.length);
});

test("a gap in the stream starts over, and the history gives the same state", () => {
  const events = logs.agreed();
  const gap = { event_type: "towow.stream.gap", event_id: "", timestamp: "", payload: {} };
  assert.deepEqual(fold([gap], fold(events.slice(0, 9))), initialState());
  assert.deepEqual(fold([...events.slice(0, 9), gap, ...events]), fold(events));
});

test("unknown events stand in the timeline and change nothing else", () => {
  const log = new logs.Log().open();
  const before = fold(log.events);
  const state = fold(log.add("towow.weather.changed", { sky: "grey" }).add("something.else").add("towow.subnet.weather.changed").events);
  assert.deepEqual(state.timeline.slice(-3).map((entry) => [entry.type, entry.kind]), [["towow.weather.changed", "other"], ["something.else", "other"], ["towow.subnet.weather.changed", "other"]]);
  assert.deepEqual(state.main, before.main);
  assert.equal(state.phase, before.phase);
});

test("malformed payloads do not throw", () => {
  const types = new Set([...logs.subnet(), ...logs.failed(), ...logs.noCandidates()].map((event) => event.event_type));
  for (const payload of [null, "x", [], {}, { proposal: 1, candidates: "x", participants: {}, gaps: 3, questions: [null, 1], answer_by: 1, agent_ids: null, agent_id: 7, candidates_count: "x" }, { candidates: [null, 1, {}], participants: [null], proposal: { assignments: [null, 4] }, final_proposal: { assignments: [null, { participation_status: 3 }] } }]) {
    let state = initialState();
    let seq = 0;
    for (const event_type of types) state = reduce(state, { event_id: "e", event_type, seq: ++seq, timestamp: "t", payload });
    assert.equal(state.lastSeq, types.size);
  }
});

test("live, in pieces, is the same as at once", () => {
  for (const make of [logs.agreed, logs.forced, logs.failed, logs.subnet, logs.cancelled, logs.hostile]) {
    const events = make();
    assert.deepEqual(fold(events), reduceAll(reduceAll(initialState(), events.slice(0, 7)), events.slice(7)));
  }
});

test("who decided is counted, fallbacks too", () => {
  const log = new logs.Log();
  log.decider = { decided_by: "claude-x", fallback: false };
  log.open();
  log.decider = { decided_by: "rules", fallback: true, fallback_reason: "timeout" };
  const state = fold(log.offer(PEOPLE.room).events);
  assert.deepEqual(state.deciders, { "claude-x": 2, rules: 1 });
  assert.equal(state.fallbacks, 1);
});

test("the difference names what was added, changed and removed", () => {
  const log = new logs.Log();
  const before = log.proposal(1, [PEOPLE.room, PEOPLE.talk, PEOPLE.film]);
  const after = log.proposal(2, [PEOPLE.room, PEOPLE.talk, PEOPLE.host]);
  const result = difference(before, after);
  assert.equal(result.people[PEOPLE.host.agent_id].kind, "added");
  assert.equal(result.people[PEOPLE.talk.agent_id].kind, "changed");
  assert.equal(result.people[PEOPLE.talk.agent_id].before.responsibility, "负责讲者，含大模型应用和公开演讲");
  assert.equal(result.people[PEOPLE.room.agent_id].kind, "same");
  assert.deepEqual(result.removed.map((item) => item.agent_id), [PEOPLE.film.agent_id]);
  assert.deepEqual(result.milestones.removed.map((item) => item.name), ["设备检查"]);
});

/** A log whose decisions a model takes, each for the same price. */
function byModel() {
  const log = new logs.Log();
  log.decider = { decided_by: "claude-haiku-5-5", fallback: false, usage: { latency_ms: 900, input_tokens: 1000, output_tokens: 200, cost_usd: 0.0025, attempts: 1 } };
  return log;
}

test("a member thinks while the model decides for them, and not a moment longer", () => {
  const log = byModel().open(undefined, [PEOPLE.room, { ...PEOPLE.talk, kind: "manual" }, { ...PEOPLE.film, kind: "openagents" }]);
  const thinking = (state) => state.main.order.filter((id) => modelThinks(state.main, state.main.members[id]));
  assert.deepEqual(thinking(fold(log.events.slice(0, 3))), [], "nobody is asked yet");
  const asked = fold(log.events);
  assert.deepEqual(thinking(asked), [PEOPLE.room.agent_id]);
  assert.equal(stateKey(asked.main, asked.main.members[PEOPLE.room.agent_id]), "member.thinking_model");
  assert.equal(status(asked, PEOPLE.talk), "invited", "who answers by hand was asked, no more is known");
  assert.equal(status(asked, PEOPLE.film), "invited");
  assert.deepEqual(thinking(fold(log.offer(PEOPLE.room).events)), []);
  const review = fold(log.compose(1).distribute(1, [PEOPLE.room]).events);
  assert.deepEqual(thinking(review), [PEOPLE.room.agent_id]);
  assert.equal(stateKey(review.main, review.main.members[PEOPLE.room.agent_id]), "member.reviewing_model");
  assert.deepEqual(thinking(fold(log.vote(PEOPLE.room, "accept").events)), []);
});

test("where rules decide nobody waits for a model", () => {
  const state = fold(new logs.Log().open().events);
  assert.equal(state.main.order.some((id) => modelThinks(state.main, state.main.members[id])), false);
  assert.equal(status(state, PEOPLE.room), "thinking");
});

test("tokens and cost are summed as they come; the last event has the whole bill", () => {
  const log = byModel().open(undefined, [PEOPLE.room]);
  assert.deepEqual(fold(log.events).usage, { tokens: 2400, cost: 0.005 });
  assert.equal(fold(new logs.Log().open().events).usage, null);
  log.add("towow.demand.completed", { outcome: "failed", success: false, decided_by: { "claude-haiku-5-5": 2 }, usage: { latency_ms: 2500, input_tokens: 5000, output_tokens: 700, cost_usd: 0.011, attempts: 4 } });
  assert.deepEqual(fold(log.events).usage, { tokens: 5700, cost: 0.011 });
});

test("fallbacks are counted by their reasons, also when they had nothing to say", () => {
  const log = byModel().open(undefined, [PEOPLE.room, PEOPLE.talk]);
  const failed = { decided_by: "rules", fallback: true, fallback_reason: "timeout", usage: { latency_ms: 60000, input_tokens: 900, output_tokens: 30, cost_usd: 0.001, attempts: 2 } };
  log.add("towow.agent.no_answer", { agent_id: PEOPLE.talk.agent_id, display_name: PEOPLE.talk.display_name, phase: "invitation", reason: "decider_failed", round: 1 }, failed);
  log.decider = { ...failed, fallback_reason: "breaker" };
  const state = fold(log.offer(PEOPLE.room).compose(1).distribute(1, [PEOPLE.room]).events);
  assert.equal(state.fallbacks, 3);
  assert.deepEqual(state.fallbackReasons, { timeout: 1, breaker: 2 });
  assert.equal(state.main.members[PEOPLE.talk.agent_id].silent[0].fallback_reason, "timeout");
  assert.equal(state.main.versions[0].by.fallback_reason, "breaker", "the plan says why rules made it");
});

test("a log of 20,000 events folds in pieces and at once to the same, and is bounded", () => {
  const first = logs.agreed().slice(0, 6);
  const many = Array.from({ length: 20_500 }, (_, i) => ({ event_id: `evt-x-${i + 7}`, seq: i + 7, event_type: "towow.negotiation.bargain", timestamp: "2026-01-01T00:00:00.000Z",
    payload: { channel_id: "collab-x", agent_id: "a-1", display_name: "A", round: 1, content: `${i}` } }));
  const whole = reduceAll(initialState(), [...first, ...many]);
  assert.equal(whole.lastSeq, 20_506);
  assert.ok(whole.timeline.length <= MOST_KEPT, String(whole.timeline.length));
  let pieces = reduceAll(initialState(), first);
  for (let at = 0; at < many.length; at += 1000) pieces = reduceAll(pieces, many.slice(at, at + 1000));
  assert.deepEqual(pieces.timeline.map((entry) => entry.seq), whole.timeline.map((entry) => entry.seq));
  assert.equal(pieces.main.members["a-1"].talks.length, whole.main.members["a-1"].talks.length);
});
