// @ts-check
/**
 * The whole state of a negotiation page is the fold of its events. Live page, reload, replay and tests run this one function
 * over the same events, so they can not disagree. It is pure: the state it is given stays as it was. Field names are those of
 * docs/events.md. Unknown events only add a line to the timeline.
 */
import { arr, num, obj, str } from "../core/format.js";

export const PHASES = ["understanding", "finding", "inviting", "composing", "negotiating", "outcome"];

export const MEMBER_STATES = ["invited", "thinking", "participates", "conditional", "declined", "no_answer", "reviewing", "accepted",
  "wants_changes", "rejects", "not_selected", "withdrew", "removed"];

export const KINDS = ["demand", "members", "answers", "plan", "votes", "decisions", "outcome", "gaps", "other"];

/** Entries of the timeline that are kept: far more than a negotiation has, and little enough for a page that stays open. */
export const MOST_KEPT = 20_000;

const DONE = ["withdrew", "removed"];

/** @returns {State} */
export function initialState() {
  return {
    lastSeq: 0, lastEventId: "", demandId: "", isDemo: false, text: "", language: "", submittedAt: "", endedAt: "",
    phase: "understanding", activity: "loading", deadline: "", demandDeadline: "",
    understanding: null, waiting: null, main: channel("", false), children: [],
    gaps: null, compromise: null, noCandidates: null, outcome: null, completed: null,
    deciders: {}, fallbacks: 0, fallbackReasons: {}, usage: null, latest: null, timeline: [],
  };
}

/** @param {string} id @param {boolean} isSubnet @returns {Channel} */
function channel(id, isSubnet) {
  return {
    id, isSubnet, gapId: "", about: "", limits: null, order: [], members: {}, covered: [], uncovered: [], counts: null,
    versions: [], round: 0, maxRounds: 0, activity: "finding", deadline: "", outcome: null, result: null,
  };
}

/**
 * The lists of the states in between belong to nobody, so only the first is copied.
 * @param {State} state @param {EventRow[]} events
 */
export function reduceAll(state, events) {
  /** @type {TimelineEntry[] | null} */
  let own = null;
  const append = (/** @type {TimelineEntry[]} */ list, /** @type {TimelineEntry} */ entry) => {
    if (list === own) own.push(entry);
    else own = [...list, entry];
    return own;
  };
  return events.reduce((before, event) => reduce(before, event, append), state);
}

/** @param {State} state @param {EventRow} event @param {(list: TimelineEntry[], entry: TimelineEntry) => TimelineEntry[]} [append] @returns {State} */
export function reduce(state, event, append = (list, entry) => [...list, entry]) {
  const type = str(event?.event_type);
  if (type === "towow.stream.gap") return initialState();
  const seq = num(event?.seq);
  if (!type || seq <= state.lastSeq) return state;
  const p = obj(event.payload);
  const next = { ...state, lastSeq: seq, lastEventId: str(event.event_id) };
  if (p.demand_id) next.demandId = str(p.demand_id);
  if (p.is_demo === true) next.isDemo = true;
  if (typeof p.decided_by === "string") {
    next.deciders = { ...state.deciders, [p.decided_by]: (state.deciders[p.decided_by] ?? 0) + 1 };
    if (p.fallback === true) {
      const reason = str(p.fallback_reason);
      next.fallbacks = state.fallbacks + 1;
      if (reason) next.fallbackReasons = { ...state.fallbackReasons, [reason]: (state.fallbackReasons[reason] ?? 0) + 1 };
    }
    if (p.usage) next.usage = sum(state.usage, obj(p.usage));
  }

  const at = str(event.timestamp);
  let name = type.replace(/^towow\./, "");
  let sub = false;
  if (name.startsWith("subnet.") && !OF_PARENT.has(name)) {
    name = name.slice("subnet.".length);
    sub = true;
  }
  if (sub) applyToChild(next, name, p);
  else applyToDemand(next, name, p, at);

  const where = sub ? next.children.find((child) => child.id === str(p.channel_id)) : next.main;
  const agents = str(p.agent_id) ? [str(p.agent_id)] : arr(p.agent_ids).map(str);
  /** @type {TimelineEntry} */
  const entry = {
    seq, type, name, at, sub, channelId: sub ? str(p.channel_id) : next.main.id, agents, kind: KIND_OF[name] ?? "other",
    group: sub ? `sub:${str(p.channel_id)}` : GROUP_OF[name] === "round" ? `round:${num(p.round, where?.round || 1)}`
      : GROUP_OF[name] ?? lastGroup(state), event,
  };
  next.latest = entry;
  next.timeline = append(state.timeline, entry);
  if (next.timeline.length > MOST_KEPT) next.timeline = next.timeline.slice(MOST_KEPT / 10);
  return next;
}

/** @param {Usage | null} before @param {Record<string, any>} more @returns {Usage} */
function sum(before, more) {
  return { tokens: (before?.tokens ?? 0) + num(more.input_tokens) + num(more.output_tokens), cost: (before?.cost ?? 0) + num(more.cost_usd) };
}

/** @param {State} state */
function lastGroup(state) {
  return state.timeline.at(-1)?.group ?? "understanding";
}

const OF_PARENT = new Set(["subnet.triggered", "subnet.completed", "subnet.failed"]);

/** @type {Record<string, string>} */
const KIND_OF = {
  "demand.submitted": "demand", "demand.understood": "demand", "filter.completed": "members", "filter.failed": "members",
  "channel.created": "members", "demand.broadcast": "members", "agent.reminded": "members", "agent.withdrawn": "members",
  "agent.kicked": "members", "agent.no_answer": "answers", "offer.submitted": "answers", "aggregation.started": "plan",
  "proposal.distributed": "plan", "proposal.updated": "plan", "proposal.feedback": "votes", "negotiation.bargain": "votes",
  "negotiation.counter_proposal": "votes", "feedback.evaluated": "decisions", "negotiation.round_started": "decisions",
  "proposal.finalized": "outcome", "negotiation.force_finalized": "outcome", "negotiation.failed": "outcome",
  "compromise.proposed": "outcome", "demand.completed": "outcome", "gap.identified": "gaps", "subnet.triggered": "gaps",
  "subnet.completed": "gaps", "subnet.failed": "gaps",
};

/** @type {Record<string, string>} the heading of the timeline an event stands under; absent: wherever the log is */
const GROUP_OF = {
  "demand.submitted": "understanding", "demand.understood": "understanding", "filter.completed": "finding", "filter.failed": "finding",
  "channel.created": "inviting", "demand.broadcast": "inviting", "offer.submitted": "inviting",
  "aggregation.started": "composing", "proposal.distributed": "round", "proposal.feedback": "round", "negotiation.bargain": "round",
  "negotiation.counter_proposal": "round", "feedback.evaluated": "round", "negotiation.round_started": "round",
  "proposal.finalized": "outcome", "negotiation.force_finalized": "outcome", "negotiation.failed": "outcome",
  "compromise.proposed": "outcome", "gap.identified": "outcome", "subnet.triggered": "outcome", "subnet.completed": "outcome",
  "subnet.failed": "outcome", "proposal.updated": "outcome", "demand.completed": "outcome",
};

/** @param {State} next our own copy @param {string} name @param {any} p @param {string} at */
function applyToDemand(next, name, p, at) {
  if (!name.startsWith("demand.") && p.channel_id && !next.main.id) next.main = { ...next.main, id: str(p.channel_id) };
  const deadline = str(p.deadline_at);
  const step = (/** @type {string} */ phase, /** @type {string} */ activity) => {
    next.phase = phase;
    next.activity = activity;
    next.deadline = deadline;
  };
  switch (name) {
    case "demand.submitted":
      next.text = str(p.surface_demand);
      next.language = str(p.language);
      next.submittedAt = at;
      step("understanding", "understanding");
      break;
    case "demand.understood": {
      next.understanding = p;
      next.language = str(p.language) || next.language;
      next.demandDeadline = str(p.demand_deadline_at);
      const questions = arr(p.questions).filter((question) => question && str(question.text));
      const waits = Boolean(p.answer_by) && num(p.revision, 1) < 2 && questions.length > 0;
      next.waiting = waits ? { questions, answerBy: str(p.answer_by) } : null;
      if (waits) {
        step("understanding", "waiting");
        next.deadline = str(p.answer_by);
      } else step("finding", "finding");
      break;
    }
    case "filter.failed":
      next.waiting = null;
      next.noCandidates = p;
      step("outcome", "compromise");
      break;
    case "filter.completed":
      next.waiting = null;
      step("inviting", "inviting");
      break;
    case "channel.created":
    case "demand.broadcast":
      next.waiting = null;
      step("inviting", "inviting");
      break;
    case "aggregation.started":
      step("composing", "composing");
      break;
    case "proposal.distributed":
      step("negotiating", "voting");
      break;
    case "feedback.evaluated":
      next.deadline = "";
      break;
    case "negotiation.round_started":
      step("negotiating", "adjusting");
      break;
    case "proposal.finalized":
    case "negotiation.force_finalized":
      next.outcome = { kind: name === "proposal.finalized" ? "finalized" : "force_finalized", payload: p };
      step("outcome", "checking_gaps");
      break;
    case "negotiation.failed":
      next.outcome = { kind: p.reason_code === "cancelled" ? "cancelled" : "failed", payload: p };
      step("outcome", p.reason_code === "cancelled" ? "closing" : "compromise");
      break;
    case "compromise.proposed":
      next.compromise = obj(p.compromise);
      step("outcome", "closing");
      break;
    case "gap.identified":
      next.gaps = p;
      step("outcome", p.subnet_recommended ? "checking_gaps" : "closing");
      break;
    case "subnet.triggered": {
      const id = str(p.sub_channel_id);
      const known = next.children.find((child) => child.id === id) ?? channel(id, true);
      putChild(next, { ...known, gapId: str(p.gap_id), about: str(p.gap_description) || str(obj(p.sub_demand).surface_demand), trigger: p });
      step("outcome", "subnet");
      next.deadline = str(p.child_deadline_at) || deadline;
      break;
    }
    case "subnet.completed":
    case "subnet.failed": {
      const id = str(p.sub_channel_id);
      const known = next.children.find((child) => child.id === id) ?? channel(id, true);
      putChild(next, { ...known, gapId: known.gapId || str(p.gap_id), activity: "done", deadline: "",
        result: { closed: p.closed === true, failed: name === "subnet.failed", payload: p } });
      step("outcome", "closing");
      break;
    }
    case "demand.completed":
      next.completed = p;
      next.endedAt = at;
      // With the decisions that have no event of their own.
      if (p.usage) next.usage = sum(null, obj(p.usage));
      next.waiting = null;
      if (p.compromise && !next.compromise) next.compromise = obj(p.compromise);
      next.outcome = { kind: str(p.outcome) || next.outcome?.kind || "failed", payload: next.outcome?.payload ?? p };
      step("outcome", "done");
      break;
  }
  next.main = applyToChannel(next.main, name, p);
}

/** @param {State} next @param {string} name @param {any} p */
function applyToChild(next, name, p) {
  const id = str(p.channel_id);
  const known = next.children.find((child) => child.id === id) ?? channel(id, true);
  putChild(next, applyToChannel(known, name, p));
}

/** @param {State} next @param {Channel} child */
function putChild(next, child) {
  const at = next.children.findIndex((other) => other.id === child.id);
  next.children = at < 0 ? [...next.children, child] : next.children.map((other, i) => (i === at ? child : other));
}

/** @param {Channel} before @param {string} name @param {any} p @returns {Channel} */
function applyToChannel(before, name, p) {
  const c = { ...before };
  const id = str(p.agent_id);
  const round = num(p.round, c.round || 1);
  /** @param {string} agent @param {Partial<Member> | ((member: Member) => Partial<Member>)} change */
  const member = (agent, change) => {
    if (!agent) return;
    const old = c.members[agent] ?? {
      id: agent, name: str(p.agent_id) === agent ? str(p.display_name) || agent : agent, status: "invited", reason: "", score: null, role: "",
      capabilities: [], needs: [], kind: "", isFallback: false, offer: null, votes: [], talks: [], silent: [], reminded: false, left: null, final: "",
    };
    if (!c.order.includes(agent)) c.order = [...c.order, agent];
    c.members = { ...c.members, [agent]: { ...old, ...(typeof change === "function" ? change(old) : change) } };
  };
  const ended = c.outcome !== null;
  switch (name) {
    case "filter.completed":
      for (const candidate of arr(p.candidates).map(obj)) {
        member(str(candidate.agent_id), {
          name: str(candidate.display_name) || str(candidate.agent_id), reason: str(candidate.reason),
          score: typeof candidate.relevance_score === "number" ? candidate.relevance_score : null, role: str(candidate.expected_role),
          capabilities: arr(candidate.capabilities).map(str), needs: arr(candidate.needs).map(str),
          isFallback: candidate.is_fallback === true, kind: str(candidate.kind),
        });
      }
      c.covered = arr(obj(p.coverage).covered).map(str);
      c.uncovered = arr(obj(p.coverage).uncovered).map(str);
      c.activity = "inviting";
      break;
    case "filter.failed":
      c.activity = "done";
      c.outcome = { kind: "failed", payload: p };
      break;
    case "channel.created":
      c.limits = obj(p.limits);
      c.maxRounds = num(c.limits.max_rounds, c.maxRounds);
      c.gapId = str(p.gap_id) || c.gapId;
      c.activity = "inviting";
      break;
    case "demand.broadcast":
      for (const agent of arr(p.candidates)) member(str(agent), (old) => (old.status === "invited" && hasAgent(old) ? { status: "thinking" } : {}));
      c.activity = "inviting";
      c.deadline = str(p.deadline_at);
      break;
    case "offer.submitted": {
      /** @type {Record<string, string>} */
      const states = { participate: "participates", conditional: "conditional", decline: "declined" };
      member(id, (old) => ({ name: str(p.display_name) || old.name, offer: p, silent: [],
        status: DONE.includes(old.status) ? old.status : states[str(p.decision)] ?? "participates" }));
      break;
    }
    case "agent.no_answer":
      member(id, (old) => ({ silent: [...old.silent, p],
        status: DONE.includes(old.status) || (p.phase === "review" && old.votes.some((vote) => vote.round === round)) ? old.status : "no_answer" }));
      break;
    case "agent.reminded":
      for (const agent of arr(p.agent_ids)) member(str(agent), { reminded: true });
      break;
    case "aggregation.started":
      c.counts = p;
      c.activity = "composing";
      c.deadline = str(p.deadline_at);
      break;
    case "proposal.distributed": {
      const proposal = obj(p.proposal);
      const eligible = arr(p.participants).map(str);
      c.round = round;
      c.maxRounds = num(p.max_rounds, c.maxRounds);
      c.activity = "voting";
      c.deadline = str(p.deadline_at);
      c.versions = [...c.versions, {
        version: num(p.version, num(proposal.version, c.versions.length + 1)), round, proposal, eligible, votes: {}, evaluation: null,
        by: p, merged: false, note: "", added: [],
      }];
      for (const agent of eligible) member(agent, (old) => (DONE.includes(old.status) ? {} : { status: "reviewing" }));
      for (const left of arr(proposal.not_selected).map(obj)) {
        member(str(left.agent_id), (old) => (DONE.includes(old.status) ? {} : { status: "not_selected", final: str(left.reason) }));
      }
      break;
    }
    case "proposal.feedback": {
      /** @type {Record<string, string>} */
      const states = { accept: "accepted", negotiate: "wants_changes", reject: "rejects", withdraw: "withdrew" };
      const answer = str(p.feedback_type);
      const version = num(p.version, c.versions.at(-1)?.version ?? 1);
      const earlier = c.versions.find((item) => item.version === version)?.votes[id];
      if (earlier && answer !== "withdraw") break;
      c.versions = c.versions.map((item) => (item.version === version ? { ...item, votes: { ...item.votes, [id]: p } } : item));
      member(id, (old) => ({ name: str(p.display_name) || old.name,
        votes: [...old.votes.filter((vote) => vote.version !== version), { round, version, answer, payload: p }],
        status: DONE.includes(old.status) ? old.status : states[answer] ?? old.status }));
      break;
    }
    case "negotiation.bargain":
    case "negotiation.counter_proposal":
      member(id, (old) => ({ talks: [...old.talks, { round, kind: name.endsWith("bargain") ? "bargain" : "counter", payload: p }],
        status: old.status === "reviewing" ? "wants_changes" : old.status }));
      break;
    case "feedback.evaluated": {
      const version = num(p.version, c.versions.at(-1)?.version ?? 1);
      c.versions = c.versions.map((item) => (item.version === version ? { ...item, evaluation: p } : item));
      c.deadline = "";
      break;
    }
    case "negotiation.round_started":
      c.round = round;
      c.maxRounds = num(p.max_rounds, c.maxRounds);
      c.activity = "adjusting";
      c.deadline = str(p.deadline_at);
      break;
    case "agent.withdrawn":
    case "agent.kicked":
      member(id, (old) => ({ name: str(p.display_name) || old.name, left: p, status: name === "agent.kicked" ? "removed" : "withdrew" }));
      break;
    case "proposal.finalized":
    case "negotiation.force_finalized": {
      if (ended) break;
      const final = Object.keys(obj(p.final_proposal)).length ? obj(p.final_proposal) : obj(p.proposal);
      c.outcome = { kind: name === "proposal.finalized" ? "finalized" : "force_finalized", payload: p };
      c.activity = "done";
      c.deadline = "";
      if (Object.keys(final).length) {
        const version = num(final.version, c.versions.at(-1)?.version ?? 1);
        if (c.versions.some((item) => item.version === version)) {
          c.versions = c.versions.map((item) => (item.version === version ? { ...item, proposal: final } : item));
        } else {
          c.versions = [...c.versions, { version, round: num(final.round, c.round), proposal: final, eligible: [], votes: {}, evaluation: null,
            by: {}, merged: false, note: "", added: [] }];
        }
        for (const assignment of arr(final.assignments).map(obj)) {
          if (assignment.participation_status) member(str(assignment.agent_id), { final: str(assignment.participation_status) });
        }
      }
      break;
    }
    case "negotiation.failed":
      if (ended) break;
      c.outcome = { kind: p.reason_code === "cancelled" ? "cancelled" : "failed", payload: p };
      c.activity = "done";
      c.deadline = "";
      break;
    case "proposal.updated": {
      const proposal = obj(p.proposal);
      c.versions = [...c.versions, {
        version: num(p.version, num(proposal.version, c.versions.length + 1)), round: c.round, proposal, eligible: [], votes: {}, evaluation: null,
        by: {}, merged: true, note: str(p.note), added: arr(p.added).map(str),
      }];
      break;
    }
    case "demand.completed":
      c.activity = "done";
      c.deadline = "";
      break;
  }
  return c;
}

/**
 * Whether the member's answers are decided here; others think somewhere else, if they do.
 * @param {Member} member
 */
function hasAgent(member) {
  return member.kind === "auto" || member.kind === "";
}

// What views ask of a state.

/**
 * Whether a model decides for the member now: they were asked, have not answered, and the channel's decider is a model.
 * @param {Channel} c @param {Member} member
 */
export function modelThinks(c, member) {
  const isAsked = member.status === "thinking" || (member.status === "reviewing" && c.activity === "voting");
  return isAsked && hasAgent(member) && !c.outcome && str(c.limits?.decider) !== "" && str(c.limits?.decider) !== "rules";
}

/**
 * The key of the words for a member's state.
 * @param {Channel} c @param {Member} member
 */
export function stateKey(c, member) {
  return modelThinks(c, member) ? `member.${member.status}_model` : `member.${member.status}`;
}

/**
 * The plan to show first: the newest version.
 * @param {Channel} c
 */
export function currentVersion(c) {
  return c.versions.at(-1) ?? null;
}

/** @param {State} state @param {string} id */
export function nameOf(state, id) {
  if (state.main.members[id]) return state.main.members[id].name;
  for (const child of state.children) if (child.members[id]) return child.members[id].name;
  return id;
}

/** @param {Channel} c @param {string[]} states */
export function membersIn(c, states) {
  return c.order.map((id) => c.members[id]).filter((member) => states.includes(member.status));
}

/**
 * Votes on a version. One who has not voted is neither yes nor no; a bargain or counter-proposal is shown by the member and counted only when
 * the evaluation says so.
 * @param {Version} version
 */
export function tally(version) {
  const count = { accept: 0, negotiate: 0, reject: 0, withdraw: 0, open: 0, eligible: version.eligible.length };
  for (const id of version.eligible) {
    const answer = str(version.votes[id]?.feedback_type);
    if (answer === "accept" || answer === "negotiate" || answer === "reject" || answer === "withdraw") count[answer] += 1;
    else count.open += 1;
  }
  return count;
}

/**
 * Gaps that are still open, by the last event that says so.
 * @param {State} state @returns {any[]}
 */
export function openGaps(state) {
  if (state.completed && Array.isArray(state.completed.open_gaps)) return state.completed.open_gaps;
  const closed = new Set(state.children.filter((child) => child.result?.closed).map((child) => child.gapId));
  return arr(state.gaps?.gaps).filter((gap) => gap && !gap.closed && !closed.has(gap.gap_id));
}

/**
 * What changed from one version of the plan to the next.
 * @param {any} before @param {any} after @returns {PlanDifference}
 */
export function difference(before, after) {
  const old = obj(before);
  const now = obj(after);
  const byId = (/** @type {any} */ plan) => new Map(arr(plan.assignments).map((item) => [str(obj(item).agent_id), obj(item)]));
  const oldPeople = byId(old);
  const newPeople = byId(now);
  /** @type {Record<string, {kind: "added" | "changed" | "same", before: Record<string, string>}>} */
  const people = {};
  for (const [id, item] of newPeople) {
    const was = oldPeople.get(id);
    if (!was) {
      people[id] = { kind: "added", before: {} };
      continue;
    }
    /** @type {Record<string, string>} */
    const fields = {};
    for (const field of ["role", "responsibility", "notes"]) if (str(was[field]) !== str(item[field])) fields[field] = str(was[field]);
    if (JSON.stringify(obj(was.price)) !== JSON.stringify(obj(item.price))) fields.price = JSON.stringify(obj(was.price));
    people[id] = { kind: Object.keys(fields).length ? "changed" : "same", before: fields };
  }
  const removed = [...oldPeople].filter(([id]) => !newPeople.has(id)).map(([, item]) => item);
  /** @type {Record<string, string>} */
  const texts = {};
  for (const field of ["summary", "objective", "rationale"]) if (str(old[field]) !== str(now[field])) texts[field] = str(old[field]);
  for (const field of ["start_date", "end_date"]) {
    if (str(obj(old.timeline)[field]) !== str(obj(now.timeline)[field])) texts[field] = str(obj(old.timeline)[field]);
  }
  const key = (/** @type {any} */ item) => (typeof item === "string" ? item : JSON.stringify([str(obj(item).name), str(obj(item).date), str(obj(item).risk)]));
  const lists = (/** @type {any} */ was, /** @type {any} */ is) => {
    const had = new Set(arr(was).map(key));
    const has = new Set(arr(is).map(key));
    return { added: new Set([...has].filter((item) => !had.has(item))), removed: arr(was).filter((item) => !has.has(key(item))) };
  };
  return {
    people, removed, texts, key,
    milestones: lists(obj(old.timeline).milestones, obj(now.timeline).milestones),
    criteria: lists(old.success_criteria, now.success_criteria),
    risks: lists(old.risks, now.risks),
  };
}
