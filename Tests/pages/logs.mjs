// Scripted event logs, by the contract of docs/events.md. Tests and the screenshots of the pages read the same ones.

export const ID = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
const MAIN = `collab-${ID}`;
const CHILD = `${MAIN}-sub1`;

export const PEOPLE = {
  room: { agent_id: "agent-room", display_name: "望京会议空间", expected_role: "场地", capabilities: ["会议场地", "投影"], needs: ["场地"], relevance_score: 92 },
  talk: { agent_id: "agent-talk", display_name: "陈思远", expected_role: "讲者", capabilities: ["大模型应用", "公开演讲"], needs: ["讲者"], relevance_score: 88 },
  talk2: { agent_id: "agent-talk2", display_name: "Lena Hoffmann", expected_role: "讲者", capabilities: ["agents", "public speaking"], needs: ["讲者"], relevance_score: 81 },
  film: { agent_id: "agent-film", display_name: "一帧影像", expected_role: "摄像", capabilities: ["活动摄像"], needs: ["摄像"], relevance_score: 74 },
  host: { agent_id: "agent-host", display_name: "周晓", expected_role: "主持", capabilities: ["主持"], needs: ["主持"], relevance_score: 60 },
};
const ALL = Object.values(PEOPLE);

/** A log that numbers its events. */
export class Log {
  constructor(start = Date.parse("2026-01-25T02:21:34.000Z"), step = 400) {
    this.events = [];
    this.now = start;
    this.step = step;
    this.decider = { decided_by: "rules", fallback: false };
  }

  add(type, payload = {}, decided = null) {
    this.now += this.step;
    const sub = type.startsWith("towow.subnet.") && !/^towow\.subnet\.(triggered|completed|failed)$/.test(type);
    this.events.push({
      event_id: `evt-${ID}-${this.events.length + 1}`, event_type: type, seq: this.events.length + 1, timestamp: new Date(this.now).toISOString(),
      payload: { channel_id: sub ? CHILD : MAIN, demand_id: `d-${ID}`, ...(sub ? { parent_channel_id: MAIN } : {}), ...(decided ?? {}), ...payload },
    });
    return this;
  }

  due(seconds = 120) {
    return new Date(this.now + seconds * 1000).toISOString();
  }

  open(text = "我想在北京办一场 50 人的 AI 聚会，需要场地、两位讲者和一位摄像。", candidates = ALL, more = {}) {
    this.add("towow.demand.submitted", { surface_demand: text, status: "processing", clarify: true, utc_offset_minutes: 480 });
    this.add("towow.demand.understood", this.understood(text, more), this.decider);
    return this.gather(candidates);
  }

  understood(text, more = {}) {
    return {
      surface_demand: text, deep_understanding: { motivation: "在北京组织一场 AI 主题线下聚会，让从业者交流。", type: "event", keywords: ["AI", "聚会"], location: "北京", scale: { people_count: 50, level: "medium" }, timeline: { urgency: "medium" }, resource_requirements: ["场地", "讲者"] },
      capability_tags: ["场地", "讲者", "摄像", "茶歇"], context: { location: "北京", expected_attendees: 50, date: "2026-03-14", budget: { amount: 8000, currency: "CNY" } },
      uncertainties: ["是否需要茶歇"], clarifying_questions: [], questions: [], revision: 1, confidence: "high", language: "zh", deadline_at: this.due(60), demand_deadline_at: this.due(1800), ...more,
    };
  }

  gather(candidates = ALL) {
    this.add("towow.filter.completed", { candidates: candidates.map((item) => ({ reason: `${item.display_name} 的资料写明：${item.capabilities.join("、")}`, is_fallback: false, kind: "auto", member_version: 1, ...item })), total_candidates: candidates.length, total_found: 12, coverage: { covered: ["场地", "讲者", "摄像"], uncovered: ["茶歇"] } }, this.decider);
    this.add("towow.channel.created", { candidates_count: candidates.length, is_subnet: false, limits: { max_rounds: 3, accept_threshold_high: 0.8, accept_threshold_low: 0.5, response_timeout_ms: 300000, feedback_timeout_ms: 120000, max_subnets: 1, max_candidates: 10, decider: this.decider.decided_by === "rules" ? "rules" : "claude" } });
    return this.add("towow.demand.broadcast", { candidates: candidates.map((item) => item.agent_id), round: 1, deadline_at: this.due(300) });
  }

  offer(person, decision = "participate", more = {}) {
    return this.add("towow.offer.submitted", {
      agent_id: person.agent_id, display_name: person.display_name, response_type: "offer", decision, contribution: decision === "decline" ? "" : `可以负责${person.expected_role}：${person.capabilities.join("、")}`, reasoning: "与资料相符",
      decline_reason: decision === "decline" ? "当天已有安排" : "", conditions: decision === "conditional" ? ["提前 7 天确认人数"] : [],
      condition_details: decision === "conditional" ? [{ id: `${person.agent_id}-c1`, kind: "notice", operator: ">=", value: 7, text: "提前 7 天确认人数" }] : [],
      negotiation_points: [], confidence: 80, enthusiasm_level: "high", suggested_role: person.expected_role, availability_note: "周末可用", capabilities: person.capabilities, needs: person.needs, round: 1, timestamp: new Date(this.now).toISOString(), ...more,
    }, this.decider);
  }

  offers() {
    return this.offer(PEOPLE.room, "conditional", { price: { amount: 3000, currency: "CNY", per: "event" } }).offer(PEOPLE.talk).offer(PEOPLE.talk2).offer(PEOPLE.film).offer(PEOPLE.host, "decline");
  }

  silent(person, phase = "invitation", reason = "timeout", round = 1) {
    return this.add("towow.agent.no_answer", { agent_id: person.agent_id, display_name: person.display_name, phase, reason, round });
  }

  compose(count = 4) {
    return this.add("towow.aggregation.started", { offers_count: count, negotiations_count: 0, declines_count: 5 - count, no_answer_count: 0, participants_count: count, round: 1, deadline_at: this.due(60) });
  }

  proposal(version = 1, people = [PEOPLE.room, PEOPLE.talk, PEOPLE.talk2, PEOPLE.film], more = {}) {
    return {
      proposal_id: `prop-${version}`, version, round: version, summary: `3 月 14 日在望京办 50 人 AI 聚会，${people.length} 位成员分工负责场地、分享与摄像。`, objective: "让 50 位从业者面对面交流",
      assignments: people.map((person, i) => ({
        agent_id: person.agent_id, display_name: person.display_name, role: person.expected_role, responsibility: `负责${person.expected_role}，含${person.capabilities.join("和")}${version > 1 && i === 1 ? "；分享改为 30 分钟" : ""}`,
        needs: person.needs, dependencies: i === 3 ? [PEOPLE.room.agent_id] : [], conditions_addressed: i === 0 ? [`${person.agent_id}-c1`] : [], notes: "", ...(i === 0 ? { price: { amount: 3000, currency: "CNY", per: "event" } } : {}),
      })),
      timeline: { start_date: "2026-03-01", end_date: "2026-03-14", milestones: [{ name: "确认人数", date: "2026-03-07", deliverable: "报名名单" }, { name: version > 1 ? "彩排与设备检查" : "设备检查", date: "2026-03-13", deliverable: "投影与录像就绪" }, { name: "活动当天", date: "2026-03-14", deliverable: "50 人聚会" }] },
      collaboration_model: { communication_channel: "微信群", meeting_frequency: "每周一次", decision_mechanism: "场地与需求方共同决定" },
      success_criteria: ["到场 40 人以上", "两场分享按时进行"], risks: [{ risk: "讲者临时缺席", probability: "low", mitigation: "准备替补分享" }], rationale: "每项能力由匹配度最高的成员负责。",
      negotiation_handling: { addressed: version > 1 ? [{ agent_id: PEOPLE.talk.agent_id, aspect: "时长", resolution: "分享缩短为 30 分钟" }] : [], declined: [] }, open_needs: ["茶歇"], not_selected: [], confidence: "medium",
      ...(version > 1 ? { adjustment_summary: { round: version, changes_made: [{ aspect: "分享时长", before: "45 分钟", after: "30 分钟", reason: "讲者要求" }], requests_addressed: ["缩短分享"], requests_declined: [{ request: "提高讲者费用", reason: "超出预算" }] } } : {}), ...more,
    };
  }

  distribute(version = 1, people, more) {
    const proposal = this.proposal(version, people, more);
    const participants = proposal.assignments.map((item) => item.agent_id);
    return this.add("towow.proposal.distributed", { proposal_id: proposal.proposal_id, proposal, summary: proposal.summary, participants, participants_count: participants.length, has_gaps: true, version, round: version, max_rounds: 3, timestamp: new Date(this.now).toISOString(), deadline_at: this.due(120) }, this.decider);
  }

  vote(person, answer = "accept", version = 1, more = {}) {
    return this.add("towow.proposal.feedback", {
      agent_id: person.agent_id, display_name: person.display_name, feedback_type: answer, feedback: answer === "negotiate" ? "counter" : answer, reason: answer === "accept" ? "分工与资料相符" : "时长不合适", reasoning: "", adjustment_request: answer === "negotiate" ? "分享缩短到 30 分钟" : "",
      concerns: answer === "reject" ? ["时间冲突"] : [], negotiation_points: [], satisfaction_score: answer === "accept" ? 85 : 50, proposal_id: `prop-${version}`, version, round: version, ...more,
    }, this.decider);
  }

  evaluate(version, accepts, negotiates, rejects, withdraws, eligible, decision) {
    return this.add("towow.feedback.evaluated", { accepts, rejects, withdraws, negotiates, total: accepts + negotiates + rejects + withdraws, eligible, accept_rate: accepts / eligible, reject_rate: (rejects + withdraws) / eligible, decision, round: version, max_rounds: 3, threshold_high: 0.8, threshold_low: 0.5, version, proposal_id: `prop-${version}` }, this.decider);
  }

  next(round) {
    return this.add("towow.negotiation.round_started", { round, max_rounds: 3, participants: ALL.map((item) => item.agent_id), previous_feedback_summary: { accepts: 2, rejects: 0, negotiates: 2 }, deadline_at: this.due(60) });
  }

  withStatus(version, statuses) {
    const proposal = this.proposal(version);
    proposal.assignments.forEach((item, i) => { item.participation_status = statuses[i]; item.is_confirmed = statuses[i] === "confirmed"; });
    return proposal;
  }

  settle(version, statuses, forced = false) {
    const proposal = this.withStatus(version, statuses);
    const by = (status) => proposal.assignments.filter((item) => item.participation_status === status).map((item) => item.agent_id);
    const shared = { proposal, final_proposal: proposal, total_rounds: version, participants_count: proposal.assignments.length, declined_count: by("declined").length, withdrawn_count: 0, participants: proposal.assignments.map((item) => item.agent_id), accepted_by: by("confirmed"), confirmed_participants: by("confirmed"), optional_participants: by("optional"), declined_agents: by("declined"), withdrawn_agents: by("withdrawn"), summary: proposal.summary, deadline_at: this.due(60) };
    return forced
      ? this.add("towow.negotiation.force_finalized", { ...shared, status: "force_finalized", max_rounds: 3, accepted_agents: by("confirmed"), pending_agents: by("optional"), compromise_proposal: proposal, force_finalized_at: this.due(0) }, this.decider)
      : this.add("towow.proposal.finalized", { ...shared, status: "success", finalized_at: this.due(0) }, this.decider);
  }

  gaps(list = [TEA], recommended = false) {
    return this.add("towow.gap.identified", { is_complete: list.length === 0, total_gaps: list.length, critical_gaps: list.length, gaps: list, analysis: "茶歇无人负责", subnet_recommended: recommended, deadline_at: this.due(60) }, this.decider);
  }

  end(outcome, more = {}) {
    return this.add("towow.demand.completed", { outcome, success: outcome.endsWith("finalized"), rounds: 1, participants: [], open_gaps: [], decided_by: { rules: 9, fallback: 0 }, ...more });
  }
}

export const TEA = { gap_id: "gap-1", gap_type: "capability", severity: "high", importance: 70, description: "没有人负责 50 人的茶歇", requirement: "茶歇供应", suggested_capability_tags: ["茶歇"], affected_aspects: ["接待"], potential_solutions: ["向场地方询问合作餐饮", "请参与者自带"], closed: false };

export function agreed(log = new Log()) {
  return log.open().offers().compose().distribute(1).vote(PEOPLE.room).vote(PEOPLE.talk).vote(PEOPLE.talk2).vote(PEOPLE.film).evaluate(1, 4, 0, 0, 0, 4, "finalized")
    .settle(1, ["confirmed", "confirmed", "confirmed", "confirmed"]).gaps([TEA]).end("finalized", { open_gaps: [TEA] }).events;
}

export function rounds(log = new Log()) {
  return log.open().offers().compose().distribute(1).vote(PEOPLE.room).vote(PEOPLE.talk, "negotiate").vote(PEOPLE.talk2, "negotiate").vote(PEOPLE.film).evaluate(1, 2, 2, 0, 0, 4, "next_round")
    .next(2).distribute(2).vote(PEOPLE.room, "accept", 2).vote(PEOPLE.talk, "accept", 2).vote(PEOPLE.talk2, "accept", 2).vote(PEOPLE.film, "accept", 2).evaluate(2, 4, 0, 0, 0, 4, "finalized")
    .settle(2, ["confirmed", "confirmed", "confirmed", "confirmed"]).gaps([]).end("finalized", { rounds: 2 }).events;
}

/** In the second round, with votes still open. */
export function running(log = new Log()) {
  return log.open().offers().compose().distribute(1).vote(PEOPLE.room).vote(PEOPLE.talk, "negotiate").vote(PEOPLE.talk2, "negotiate").vote(PEOPLE.film).evaluate(1, 2, 2, 0, 0, 4, "next_round")
    .next(2).distribute(2).vote(PEOPLE.room, "accept", 2).vote(PEOPLE.talk, "accept", 2).events;
}

export function forced(log = new Log()) {
  log.open().offers().compose();
  for (const round of [1, 2, 3]) {
    if (round > 1) log.next(round);
    log.distribute(round).vote(PEOPLE.room, "accept", round).vote(PEOPLE.talk, "accept", round).vote(PEOPLE.talk2, "negotiate", round).vote(PEOPLE.film, round === 3 ? "reject" : "negotiate", round)
      .evaluate(round, 2, round === 3 ? 1 : 2, round === 3 ? 1 : 0, 0, 4, round === 3 ? "force_finalized" : "next_round");
  }
  return log.settle(3, ["confirmed", "confirmed", "optional", "declined"], true).gaps([TEA]).end("force_finalized", { rounds: 3, open_gaps: [TEA] }).events;
}

export function failed(log = new Log()) {
  return log.open().offers().compose().distribute(1).vote(PEOPLE.room).vote(PEOPLE.talk, "reject").vote(PEOPLE.talk2, "reject").vote(PEOPLE.film, "reject").evaluate(1, 1, 0, 3, 0, 4, "failed")
    .add("towow.negotiation.failed", { status: "failed", reason: "四位成员中三位拒绝了方案。", reason_code: "majority_reject", total_rounds: 1, max_rounds: 3, final_accept_count: 1, final_reject_count: 3, responses_received: 5, unserved_needs: ["茶歇"], failed_at: log.due(0), deadline_at: log.due(60), asked: ALL.map((item) => ({ agent_id: item.agent_id, display_name: item.display_name, answer: item === PEOPLE.host ? "decline" : item === PEOPLE.room ? "conditional" : "participate" })) }, log.decider)
    .add("towow.compromise.proposed", { compromise: { type: "compromise", summary: "场地可以先定下来；讲者需要换一个日期。", possible_now: [{ agent_id: PEOPLE.room.agent_id, display_name: PEOPLE.room.display_name, contribution: "提供 60 人会议厅", conditions: ["提前 7 天确认人数"] }], unresolved: ["3 月 14 日没有讲者", "茶歇"], alternatives: ["改到 3 月 21 日", "先办 20 人的闭门讨论"], next_steps: ["与场地确认 3 月 21 日", "重新邀请两位讲者"], confidence: "medium" } }, log.decider)
    .end("failed", { reason_code: "majority_reject", reason: "四位成员中三位拒绝了方案。" }).events;
}

export function noCandidates(log = new Log()) {
  log.add("towow.demand.submitted", { surface_demand: "需要一位会修钟楼的人", status: "processing", clarify: true });
  log.add("towow.demand.understood", log.understood("需要一位会修钟楼的人"), log.decider);
  return log.add("towow.filter.failed", { reason: "no_candidates", reason_code: "all_excluded", constraint: "date", message: "2026-03-14 没有成员可用" }, log.decider)
    .add("towow.compromise.proposed", { compromise: { type: "compromise", summary: "换一个日期可能有人。", possible_now: [], unresolved: ["日期"], alternatives: [], next_steps: ["换一个日期再问"], confidence: "low" } }, log.decider)
    .end("failed", { reason_code: "all_excluded", rounds: 0 }).events;
}

export function clarify(log = new Log()) {
  const text = "想办一场聚会";
  log.add("towow.demand.submitted", { surface_demand: text, status: "processing", clarify: true });
  return log.add("towow.demand.understood", log.understood(text, { questions: [{ id: "q1", text: "在哪座城市？" }, { id: "q2", text: "大约多少人？" }], clarifying_questions: ["在哪座城市？", "大约多少人？"], answer_by: log.due(120), deadline_at: undefined }), log.decider).events;
}

export function clarified(log = new Log()) {
  clarify(log);
  log.add("towow.demand.understood", log.understood("想办一场聚会", { revision: 2 }), log.decider);
  return log.gather().events;
}

const CATER = { agent_id: "agent-tea", display_name: "好茶到家", expected_role: "茶歇", capabilities: ["茶歇配送"], needs: ["茶歇"], relevance_score: 83 };
const CATER2 = { agent_id: "agent-cake", display_name: "街角烘焙", expected_role: "茶歇", capabilities: ["烘焙"], needs: ["茶歇"], relevance_score: 71 };

export function subnet(log = new Log(), { fails = false, until = Infinity } = {}) {
  log.open().offers().compose().distribute(1).vote(PEOPLE.room).vote(PEOPLE.talk).vote(PEOPLE.talk2).vote(PEOPLE.film).evaluate(1, 4, 0, 0, 0, 4, "finalized").settle(1, ["confirmed", "confirmed", "confirmed", "confirmed"]).gaps([TEA], true);
  log.add("towow.subnet.triggered", { gap_id: "gap-1", gap_type: "capability", gap_severity: "high", gap_description: TEA.description, sub_channel_id: CHILD, sub_demand_id: `d-${ID}`, sub_demand: { surface_demand: "为 50 人提供茶歇", deep_understanding: {}, capability_tags: ["茶歇"], metadata: {} }, recursion_depth: 1, reason: "重要", conditions: { gain: { met: true, analysis: "" }, support: { met: true, analysis: "" }, cost: { met: true, analysis: "" } }, child_deadline_at: log.due(180), deadline_at: log.due(180) }, log.decider);
  const people = [CATER, CATER2].map((item) => ({ ...item, reason: "资料写明茶歇", is_fallback: false, kind: "auto", member_version: 1 }));
  log.add("towow.subnet.filter.completed", { candidates: people, total_candidates: 2, total_found: 2, coverage: { covered: ["茶歇"], uncovered: [] } }, log.decider);
  log.add("towow.subnet.channel.created", { candidates_count: 2, is_subnet: true, gap_id: "gap-1", limits: { max_rounds: 2 } });
  log.add("towow.subnet.demand.broadcast", { candidates: people.map((item) => item.agent_id), round: 1, deadline_at: log.due(60) });
  const offer = (person, decision) => log.add("towow.subnet.offer.submitted", { agent_id: person.agent_id, display_name: person.display_name, response_type: "offer", decision, contribution: decision === "decline" ? "" : "50 份茶点与咖啡", decline_reason: decision === "decline" ? "周末不配送" : "", conditions: [], condition_details: [], negotiation_points: [], confidence: 85, capabilities: person.capabilities, needs: person.needs, round: 1 }, log.decider);
  offer(CATER, fails ? "decline" : "participate");
  offer(CATER2, "decline");
  if (fails) {
    log.add("towow.subnet.negotiation.failed", { status: "failed", reason: "没有人参与", reason_code: "no_participants", total_rounds: 0, max_rounds: 2, asked: [] }, log.decider);
    log.add("towow.subnet.failed", { gap_id: "gap-1", sub_channel_id: CHILD, reason: "没有人参与", reason_code: "no_participants", advice: ["请场地方推荐餐饮"] });
    return log.end("finalized", { open_gaps: [TEA] }).events.slice(0, until);
  }
  log.add("towow.subnet.aggregation.started", { offers_count: 1, participants_count: 1, round: 1, deadline_at: log.due(60) });
  const part = { agent_id: CATER.agent_id, display_name: CATER.display_name, role: "茶歇", responsibility: "50 份茶点与咖啡，14 点前送达", needs: ["茶歇"], dependencies: [], conditions_addressed: [], notes: "" };
  const plan = { proposal_id: "prop-sub1", version: 1, round: 1, summary: "由好茶到家提供茶歇。", assignments: [part], timeline: { milestones: [{ name: "送达", date: "2026-03-14", deliverable: "50 份" }] }, success_criteria: ["按时送达", "50 份"], risks: [], open_needs: [], not_selected: [] };
  log.add("towow.subnet.proposal.distributed", { proposal_id: plan.proposal_id, proposal: plan, summary: plan.summary, participants: [CATER.agent_id], participants_count: 1, has_gaps: false, version: 1, round: 1, max_rounds: 2, deadline_at: log.due(30) }, log.decider);
  log.add("towow.subnet.proposal.feedback", { agent_id: CATER.agent_id, display_name: CATER.display_name, feedback_type: "accept", feedback: "accept", reason: "可以", proposal_id: plan.proposal_id, version: 1, round: 1 }, log.decider);
  log.add("towow.subnet.feedback.evaluated", { accepts: 1, rejects: 0, withdraws: 0, negotiates: 0, total: 1, eligible: 1, accept_rate: 1, reject_rate: 0, decision: "finalized", round: 1, max_rounds: 2, threshold_high: 0.8, threshold_low: 0.5, version: 1 }, log.decider);
  const final = { ...plan, assignments: [{ ...part, participation_status: "confirmed", is_confirmed: true }] };
  log.add("towow.subnet.proposal.finalized", { status: "success", proposal: final, final_proposal: final, total_rounds: 1, confirmed_participants: [CATER.agent_id], optional_participants: [], declined_agents: [], withdrawn_agents: [], summary: plan.summary }, log.decider);
  log.add("towow.subnet.completed", { gap_id: "gap-1", sub_channel_id: CHILD, closed: true, outcome: "finalized", participants: [CATER.agent_id] });
  const merged = log.withStatus(1, ["confirmed", "confirmed", "confirmed", "confirmed"]);
  merged.version = 2;
  merged.open_needs = [];
  merged.assignments.push({ ...part, participation_status: "confirmed", is_confirmed: true, source: "subnet", gap_id: "gap-1" });
  log.add("towow.proposal.updated", { proposal: merged, proposal_id: "prop-1-2", version: 2, gap_id: "gap-1", added: [CATER.agent_id], note: "加入子网络的茶歇；其余分工保持表决时的样子。" });
  return log.end("finalized", { proposal: merged }).events.slice(0, until);
}

export function withdrawn(log = new Log()) {
  return log.open().offers().compose().distribute(1).vote(PEOPLE.room).vote(PEOPLE.talk, "withdraw").add("towow.agent.withdrawn", { agent_id: PEOPLE.talk.agent_id, display_name: PEOPLE.talk.display_name, reason: "临时出差", round: 1 }, { decided_by: "member", fallback: false }).events;
}

export function kicked(log = new Log()) {
  return log.open().offers().compose().distribute(1).add("towow.agent.kicked", { agent_id: PEOPLE.film.agent_id, display_name: PEOPLE.film.display_name, reason: "资料不实", kicked_by: "operator", round: 1 }, { decided_by: "operator", fallback: false }).events;
}

export function cancelled(log = new Log()) {
  return log.open().offer(PEOPLE.room).add("towow.negotiation.failed", { status: "failed", reason: "需求方终止", reason_code: "cancelled", total_rounds: 0, max_rounds: 3, asked: [], unserved_needs: [], responses_received: 1, failed_at: log.due(0) }, { decided_by: "requester", fallback: false }).end("cancelled", { reason_code: "cancelled" }).events;
}

/** Markup, bidirectional controls and endless words in every field a person or a model writes. */
export function hostile(log = new Log()) {
  const evil = "<img src=x onerror=alert(1)><script>alert(2)</script> [x](javascript:alert(3)) \u202Etxet\u202C **bold** " + "ぁ".repeat(40) + "W".repeat(120);
  const poison = (value, key) => (typeof value !== "string" || /_id$|_at$|^(event_type|decision|feedback_type|feedback|decided_by|language|status|outcome|participation_status|reason_code|response_type|kind|severity|probability|confidence|timestamp|date|start_date|end_date|phase)$/.test(key) ? value : `${evil} ${value}`);
  const walk = (value, key) => (Array.isArray(value) ? value.map((item) => walk(item, /^(candidates|participants|confirmed_participants|optional_participants|declined_agents|withdrawn_agents|accepted_by|accepted_agents|pending_agents|dependencies|conditions_addressed|agent_ids|added)$/.test(key) ? "agent_id" : key)) : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)])) : poison(value, key));
  const events = forced(log).map((event) => ({ ...event, payload: walk(event.payload, "") }));
  events[0].payload.surface_demand = `${evil}\n${"很长的需求 ".repeat(1300)}`.slice(0, 8000);
  events[1].payload.deep_understanding.scale = { people_count: "<b>50</b>", level: null };
  return events;
}
