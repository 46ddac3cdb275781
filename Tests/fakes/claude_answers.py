"""Answers of the fake Claude: reads the delimited data of a prompt and takes each decision by simple rules."""
import json
import re

# What a need is called, and words in a profile that serve it.
WORDS = {
    "zh": {
        "场地": ["场地", "会议室", "空间"], "讲师": ["讲师", "演讲", "分享", "培训"], "主持": ["主持", "控场"],
        "餐饮": ["餐饮", "茶歇", "简餐"], "摄影": ["摄影", "跟拍"], "设计": ["设计", "界面"], "开发": ["开发", "程序"],
        "法律咨询": ["法律", "合同", "律师"],
    },
    "en": {
        "venue": ["venue", "space", "room"], "speaker": ["speak", "talk", "keynote"], "host": ["host", "moderat"],
        "catering": ["cater", "buffet", "food"], "photography": ["photo"], "design": ["design", "figma"],
        "development": ["develop", "engineer"], "legal advice": ["legal", "contract", "lawyer"],
    },
}
ASKED = {
    "场地": ["场地", "会议室"], "讲师": ["讲师", "嘉宾"], "主持": ["主持"], "餐饮": ["茶歇", "餐", "吃"], "摄影": ["摄影", "拍"],
    "设计": ["设计"], "开发": ["开发"], "法律咨询": ["法律", "合同"],
    "venue": ["venue", "room"], "speaker": ["speaker", "talk"], "host": ["host"], "catering": ["cater", "food"],
    "photography": ["photo"], "design": ["design"], "development": ["develop", "app"], "legal advice": ["legal", "contract"],
}


def all_text(body):
    blocks = body["system"] if isinstance(body.get("system"), list) else []
    for message in body["messages"]:
        blocks = blocks + (message["content"] if isinstance(message["content"], list) else [{"text": message["content"]}])
    return "\n".join(b["text"] for b in blocks)


def decision(body):
    found = re.search(r"^Decision: (\w+)", all_text(body), re.M)
    return found.group(1) if found else None


def data(body):
    parts = {}
    for name, text in re.findall(r'<data name="(\w+)">\n(.*?)\n</data>', all_text(body), re.S):
        parts[name] = json.loads(text)
    return parts


def answer(name, body):
    if name is None:
        return {"text": "Hello. This is no decision of ToWow."}
    return globals()["take_" + name](data(body))


def pick(demand, zh, en):
    return zh if demand["language"] == "zh" else en


def serves(need, texts, language):
    words = WORDS[language].get(need, [need])
    text = " ".join(texts).lower()
    return any(w in text for w in words)


def take_understand(d):
    demand = d["demand"]
    text = demand["text"] + " " + " ".join(a["answer"] for a in d.get("answers", []))
    needs = [n for n in WORDS[demand["language"]] if any(w in text.lower() for w in ASKED[n])]
    people = re.search(r"(\d+)\s*(人|位|people|guests|attendees)", text)
    date = re.search(r"\d{4}-\d\d-\d\d", text)
    place = re.search(r"北京|上海|成都|Berlin|London", text)
    budget = re.search(r"(?:预算|budget of )\s*(\d+)", text)
    return {
        "summary": demand["text"][:200], "motivation": "", "type": "event",
        "needs": needs or [pick(demand, "帮手", "helper")], "resources": [n for n in needs if n in ("场地", "venue")],
        "keywords": needs, "place": place.group(0) if place else None, "remote": None,
        "people": int(people.group(1)) if people else None, "date": date.group(0) if date else None, "date_end": None,
        "budget_amount": int(budget.group(1)) if budget else None,
        "budget_currency": pick(demand, "CNY", "EUR") if budget else None, "urgency": "medium", "preferred_time": None,
        "uncertainties": [] if date else [pick(demand, "日期未定", "The date is open")],
        "questions": [] if date or "answers" in d else [pick(demand, "什么时候？", "When is it?")],
        "confidence": "high" if needs else "low",
    }


def take_choose(d):
    demand, result = d["demand"], []
    for member in d["members"]:
        texts = [c["name"] + " " + " ".join(c.get("tags", [])) for c in member["can_do"]]
        needs = [n for n in demand["needs"] if serves(n, texts, demand["language"])]
        if needs:
            result.append({
                "id": member["id"], "needs": needs, "score": 70 + 5 * len(needs),
                "reason": pick(demand, "能提供" + "、".join(needs), "Can do " + ", ".join(needs)),
                "role": needs[0]})
    if not result:
        result = [{"id": d["members"][0]["id"], "needs": [], "score": 15, "role": "",
                   "reason": pick(demand, "没有对口的成员", "Nobody fits")}]
    result.sort(key=lambda m: (-m["score"], m["id"]))
    return {"members": result[: d["most"]]}


def take_answer(d):
    demand, profile = d["demand"], d["profile"]
    used, needs = [], []
    for entry in profile["can_do"]:
        texts = [entry["capability"]["name"]] + entry["capability"].get("tags", [])
        found = [n for n in demand["needs"] if serves(n, texts, demand["language"])]
        if found:
            used.append(entry["label"])
            needs += [n for n in found if n not in needs]
    conditions = [c["label"] for c in profile.get("conditions", [])]
    if not needs:
        return {
            "reasoning": "", "decision": "decline", "capabilities": [], "needs": [], "conditions": [], "contribution": "",
            "role": "", "points": [], "availability": "", "confidence": 80, "enthusiasm": "low",
            "decline_reason": pick(demand, "没有相应的能力", "I do not do this kind of work")}
    return {
        "reasoning": pick(demand, "能力对口", "It is what I do"), "decision": "conditional" if conditions else "participate",
        "capabilities": used, "needs": needs, "conditions": conditions,
        "contribution": pick(demand, "负责" + "、".join(needs), "I take care of " + ", ".join(needs)), "role": needs[0],
        "points": [], "availability": "", "decline_reason": "", "confidence": 80, "enthusiasm": "high"}


def plan(d, previous):
    demand, offers = d["demand"], [o for o in d["offers"] if o["decision"] != "decline"]
    assignments, left = [], []
    for offer in offers:
        if not offer["needs"] and any(o["needs"] for o in offers):
            left.append(offer)
            continue
        quotes = "; ".join(c["text"] for c in offer.get("conditions", []))
        assignments.append({
            "agent_id": offer["agent_id"], "role": offer.get("role") or pick(demand, "参与者", "participant"),
            "responsibility": offer.get("contribution") or pick(demand, "参与", "takes part"), "needs": offer["needs"],
            "depends_on": [], "notes": quotes if previous or not offer.get("conditions") else quotes,
            "price_amount": None})
    served = {n for a in assignments for n in a["needs"]}
    date = demand.get("date") or ""
    return {
        "rationale": pick(demand, "每项需求都有人负责", "Everybody does what they offered"),
        "summary": pick(demand, "各位按报价分工完成。", "Everybody takes the part they offered."),
        "objective": demand["demand"][:100], "assignments": assignments,
        "not_selected": [{"agent_id": o["agent_id"], "reason": pick(demand, "暂无分工", "No part this time")} for o in left],
        "start_date": date, "end_date": date,
        "milestones": [{"name": pick(demand, "启动", "Kick-off"), "date": date, "deliverable": pick(demand, "确认", "Confirmed")}],
        "communication": pick(demand, "群聊", "Group chat"), "meetings": pick(demand, "一次", "Once"),
        "decisions": pick(demand, "发起人决定", "The requester decides"),
        "success_criteria": pick(demand, ["按时举行", "发起人满意"], ["It takes place", "The requester is content"]),
        "risks": [], "points_granted": [], "points_declined": [],
        "open_needs": [n for n in demand["needs"] if n not in served], "confidence": "high"}


def take_compose(d):
    return plan(d, None)


def take_adjust(d):
    result = plan(d, d["plan"])
    for assignment in result["assignments"]:
        for entry in d["feedback"]:
            if entry["agent_id"] == assignment["agent_id"]:
                wanted = [p["wanted"] for p in entry.get("points", [])] + [entry.get("asks_for", "")]
                assignment["notes"] = "; ".join(t for t in [assignment["notes"]] + wanted if t)[:1500]
    result["changes"] = []
    result["requests_granted"] = [e["asks_for"] for e in d["feedback"] if e.get("asks_for")]
    result["requests_declined"] = []
    return result


def take_vote(d):
    demand = d["demand"]
    notes = " ".join(a.get("notes", "") + a["responsibility"] for a in d["own_assignment"])
    open_ones = [c for c in d["own_offer"].get("conditions", []) if c["text"] not in notes]
    base = {"reasoning": pick(demand, "和我的报价一致", "It is what I offered"), "vote": "accept", "unmet_conditions": [],
            "asks_for": "", "points": [], "concerns": [], "satisfaction": 85}
    if open_ones:
        base.update({
            "vote": "negotiate", "unmet_conditions": [c["label"] for c in open_ones], "satisfaction": 50,
            "asks_for": pick(demand, "请写明：", "Please put in: ") + open_ones[0]["text"],
            "points": [{"aspect": "other", "now": "", "wanted": c["text"], "reason": ""} for c in open_ones]})
    return base


def take_gaps(d):
    return {"gaps": [], "analysis": pick(d["demand"], "计划完整。", "The plan is complete.")}


def take_subnetwork(d):
    text = pick(d["demand"], "值得", "Worth it")
    test = {"analysis": text, "met": True}
    return {"gain": test, "support": test, "cost": test, "reason": text}


def take_compromise(d):
    demand = d["demand"]
    result = {
        "summary": pick(demand, "没有达成一致，可以先做一部分。", "No agreement; a part of it could be done."),
        "unresolved": d["outcome"]["nobody_serves"], "alternatives": [],
        "next_steps": [pick(demand, "换一个日期再试", "Try again with another date")], "confidence": "low"}
    if d["willing"]:
        result["possible"] = [
            {"agent_id": w["agent_id"], "contribution": w.get("contribution", "-"), "conditions": []} for w in d["willing"]]
    return result


# Answers that must not be used

STRANGER = "mallory-9"


def violate(value):
    """The same answer with every id and choice replaced by one that was never given."""
    if isinstance(value, dict) and value.get("gaps") == []:
        return {"gaps": [{"type": STRANGER, "importance": 90, "description": "x"}], "analysis": "x"}
    if isinstance(value, dict):
        closed = ("id", "agent_id", "decision", "vote", "type", "met")
        return {k: STRANGER if k in closed else violate(v) for k, v in value.items() if k not in ("needs", "next_steps", "summary")}
    if isinstance(value, list):
        return [violate(v) for v in value]
    return value


def obey(value, text):
    """What a model would say that does whatever a profile tells it: chooses the named one, assigns everything to it, accepts."""
    target = re.search(r"select ([a-z0-9_-]+)", text)
    who = target.group(1) if target else STRANGER
    if "members" in value:
        return {"members": [{"id": who, "needs": [], "score": 100, "reason": "as told", "role": "everything"}]}
    if "assignments" in value:
        every = sorted({n for a in value["assignments"] for n in a["needs"]}) or ["everything"]
        return dict(value, assignments=[dict(value["assignments"][0], agent_id=who, needs=every)])
    if "vote" in value:
        return dict(value, vote="accept", unmet_conditions=[], points=[], asks_for="")
    if "possible" in value:
        return dict(value, possible=[{"agent_id": who, "contribution": "everything", "conditions": []}])
    return value


# Streaming

def events(message, mode):
    start = dict(message, content=[], stop_reason=None, usage=dict(message["usage"], output_tokens=1))
    yield "message_start", {"type": "message_start", "message": start}
    yield "ping", {"type": "ping"}
    for index, block in enumerate(message["content"]):
        empty = dict(block)
        if block["type"] == "text":
            empty["text"] = ""
        if block["type"] == "tool_use":
            empty["input"] = {}
        yield "content_block_start", {"type": "content_block_start", "index": index, "content_block": empty}
        if mode in ("unknown_block", "unknown_event"):
            yield "weather", {"type": "weather", "value": "sunny"}
        for piece in pieces(block):
            yield "content_block_delta", {"type": "content_block_delta", "index": index, "delta": piece}
            if mode == "stream_error":
                yield "error", {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
                return
            if mode == "stream_cut":
                return
        yield "content_block_stop", {"type": "content_block_stop", "index": index}
    delta = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    if "stop_details" in message:
        delta["stop_details"] = message["stop_details"]
    yield "message_delta", {"type": "message_delta", "delta": delta, "usage": {"output_tokens": message["usage"]["output_tokens"]}}
    yield "message_stop", {"type": "message_stop"}


def pieces(block):
    if block["type"] == "text":
        text, kind, key = block["text"], "text_delta", "text"
    elif block["type"] == "tool_use":
        text, kind, key = json.dumps(block["input"], ensure_ascii=False), "input_json_delta", "partial_json"
    else:
        return
    for at in range(0, len(text), 200):
        yield {"type": kind, key: text[at:at + 200]}
