"""What has to hold between ToWow and members on an OpenAgents network, scene by scene: agreement, the protocol page, and every side killed
in the middle. Each is a negotiation of its own, with members of its own, and may run beside the others."""
import json, os, re, time

from _openagents import Guest, metrics
from _openagents_stage import ACCEPT, OFFER, confirmed, counted, of
from _server import ROOT
from _wire import wait_for

STOLEN = "taken|registered by another"


def agreed(stage):
    """Two members elsewhere, one on HTTP and one on gRPC, and one here."""
    demand = stage.submit("I need a photographer, a caterer and a live band in Beijing")
    events = stage.finish(demand)
    assert {"studio", "oa_cook", "oa_band"} <= confirmed(events), confirmed(events)
    for agent in ("oa_cook", "oa_band"):
        assert [offer["decided_by"] for offer in of(events, "offer.submitted", agent)] == ["remote"], agent
        assert [vote["decided_by"] for vote in of(events, "proposal.feedback", agent)] == ["remote"], agent
        assert [offer["confidence"] for offer in of(events, "offer.submitted", agent)] == [80], "a whole number, also over gRPC"
        told = lambda: [line for worker in stage.workers for line in worker.lines("TOLD") if line[0] == agent[3:]]
        assert wait_for(told, 40) and [line[2] for line in told()] == ["negotiation_completed"], told()


def negotiated(stage):
    """One wants changes first, one bargains, and says 1 MiB too much."""
    before = metrics(stage.server)
    demand = stage.submit("I need a magician, a DJ and a clown in Beijing")
    events = stage.finish(demand, "finalized", "force_finalized")
    assert [vote["feedback_type"] for vote in of(events, "proposal.feedback", "oa_magician")] == ["negotiate", "accept"]
    assert len(of(events, "proposal.distributed")) == 2 and {"oa_magician", "oa_dj", "oa_clown"} <= confirmed(events)
    assert len(of(events, "negotiation.bargain", "oa_dj")) == 1 and len(of(events, "negotiation.counter_proposal", "oa_dj")) == 1, "each counts once"
    counted(stage, before, "bargain", "too_large")


class Left:
    """One withdraws when the plan comes, one never answers until it is too late."""

    def __init__(self, stage):
        self.stage, self.florist = stage, stage.guest("florist")
        stage.wait_online("oa_choir", "oa_florist", "oa_interpreter")
        # Limits are those of the moment when a channel begins. So long that an answer which is lost is asked for again, and comes in time.
        stage.limits(TOWOW_RESPONSE_TIMEOUT=20)
        self.demand = stage.submit("I need a choir, a florist and an interpreter in Beijing")
        self.question = self.florist.hears("demand_offer")
        stage.limits(TOWOW_RESPONSE_TIMEOUT=None)

    def withdrawn_and_silent(self):
        stage, florist = self.stage, self.florist
        events = stage.finish(self.demand, "finalized", "force_finalized")
        assert [silence["reason"] for silence in of(events, "agent.no_answer", "oa_florist")] == ["timeout"]
        assert len(of(events, "agent.withdrawn", "oa_choir")) == 1
        assert "oa_interpreter" in confirmed(events) and not {"oa_choir", "oa_florist"} & confirmed(events), confirmed(events)
        florist.hears("question_withdrawn")
        before = metrics(stage.server)
        florist.reply(self.question, "offer_response", OFFER)
        counted(stage, before, "offer_response", "late")
        assert stage.server.events(self.demand) == events, "a late answer is no event"


def as_the_page_says(stage):
    """The examples of docs/openagents.md: what ToWow sends has their fields, what members send is taken as it stands there."""
    page = examples()
    hall = stage.guest("hall", page["registration of a member"])
    stage.wait_online("oa_hall")
    me = stage.ready()["openagents"]["agent_id"]
    listed = hall.event("system.list_agents", "system:system", {})["data"]["agents"]
    own = next(agent["metadata"] for agent in listed if agent["agent_id"] == me)
    assert page["registration of ToWow"].items() <= own.items(), own
    demand = stage.submit("I need a venue for a meetup of 30 people in Beijing")
    question = hall.hears("demand_offer", lambda payload: payload["demand_id"] == demand)

    def say(kind, about, **changed):
        body = page[kind]
        own = {key: value for key, value in hall.envelope(about, kind).items() if key in body and key != "message_id"}
        hall.event("towow.msg." + kind, about["source_id"], {**body, **own, **changed})
    say("offer_response", question)
    review = hall.hears("proposal_review", lambda payload: payload["demand_id"] == demand)
    say("bargain", review)
    say("counter_proposal", review)
    say("proposal_feedback", review)
    second = hall.hears("proposal_review", lambda payload: payload["demand_id"] == demand and payload["version"] == 2)
    say("proposal_feedback", second, message_id="hall-6", version=2, feedback_type="accept", adjustment_request=None, negotiation_points=[])
    events = stage.finish(demand)
    offer, = of(events, "offer.submitted", "oa_hall")
    assert {key: offer[key] for key in ("decision", "contribution", "confidence", "enthusiasm_level", "suggested_role", "availability_note")} == {
        key: page["offer_response"][key] for key in ("decision", "contribution", "confidence", "enthusiasm_level", "suggested_role", "availability_note")}
    vote = of(events, "proposal.feedback", "oa_hall")[0]
    assert vote["adjustment_request"] == page["proposal_feedback"]["adjustment_request"] and vote["concerns"] == page["proposal_feedback"]["concerns"]
    assert of(events, "negotiation.bargain", "oa_hall")[0]["new_terms"] == page["bargain"]["new_terms"]
    assert of(events, "negotiation.counter_proposal", "oa_hall")[0]["counter_proposal"] == page["counter_proposal"]["counter_proposal"]
    end = hall.hears("negotiation_completed", lambda payload: payload["demand_id"] == demand)
    other = stage.submit("I need a venue for a wedding of 30 people in Beijing")
    asked = hall.hears("demand_offer", lambda payload: payload["demand_id"] == other)
    say("offer_response", asked, message_id="hall-7")
    hall.hears("proposal_review", lambda payload: payload["demand_id"] == other)
    say("agent_withdrawn", asked)
    events = stage.finish(other, "failed", "finalized", "force_finalized")
    assert [said["reason"] for said in of(events, "agent.withdrawn", "oa_hall")] == [page["agent_withdrawn"]["reason"]]
    florist = stage.guest("florist")
    heard = {"demand_offer": question, "proposal_review": review, "negotiation_completed": end,
             "question_withdrawn": florist.hears("question_withdrawn")}
    for kind, event in heard.items():
        assert shape(event["payload"]) == shape(page[kind]), f"{kind}: the page has {shape(page[kind])}, real is {json.dumps(event['payload'], ensure_ascii=False)}"
    hall.leave()


def examples():
    """The examples of the page, by what they are of."""
    with open(os.path.join(ROOT, "docs", "openagents.md")) as file:
        found = re.findall(r"^```json ([^\n]+)\n(.*?)^```$", file.read(), re.M | re.S)
    return {name: json.loads(text) for name, text in found}


def shape(value):
    """Names and kinds of an object's fields, of those of objects in it too where they are not null."""
    kinds = {str: "text", bool: "yes or no", int: "number", float: "number", type(None): "null"}
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return "list" if isinstance(value, list) else kinds[type(value)]


# MARK: Ends and restarts

def worker_killed(stage):
    """Killed while it decides; the next life hears the question again."""
    worker = next(worker for worker in stage.workers if "sculptor" in json.dumps(worker.members))
    demand = stage.submit("I need a sculptor in Beijing")
    assert wait_for(lambda: worker.lines("ASKED"), 60), "never asked"
    worker.kill()
    assert not worker.lines("DECIDED")
    worker.may_decide()
    worker.start()
    events = stage.finish(demand)
    assert "oa_sculptor" in confirmed(events) and len(of(events, "offer.submitted", "oa_sculptor")) == 1, [
        (event["event_type"], event["payload"].get("agent_id")) for event in events]


def network_killed(stage):
    """Killed while one question is open and one answered, and back with nothing that it knew."""
    carpenter = stage.guest("carpenter")
    stage.wait_online("oa_carpenter", "oa_tailor")
    demand = stage.submit("I need a carpenter and a tailor in Beijing")
    question = carpenter.hears("demand_offer")
    assert wait_for(lambda: of(stage.server.events(demand), "offer.submitted", "oa_tailor"), 60)
    stage.network.kill()
    lost = carpenter.lost
    # What it hears after a poll that failed comes from the next life.
    assert wait_for(lambda: carpenter.lost > lost)
    heard = len(carpenter.heard)
    stage.wait_state("unreachable", "connecting")
    assert stage.server.request("GET", "/health/ready")[0] == 200
    stage.network.start()
    begin = time.monotonic()
    again = carpenter.hears("demand_offer", after=heard)
    waited = time.monotonic() - begin
    assert again["payload"]["message_id"] == question["payload"]["message_id"] and again["event_id"] != question["event_id"]
    carpenter.reply(again, "offer_response", OFFER)
    carpenter.reply(carpenter.hears("proposal_review"), "proposal_feedback", ACCEPT)
    events = stage.finish(demand)
    assert {"oa_carpenter", "oa_tailor"} <= confirmed(events), confirmed(events)
    return f"asked again {waited:.1f} s after the network was back"


def server_killed(stage):
    """Killed with an invitation open, and again with a review open; answers that come meanwhile wait, and count once."""
    potter = stage.guest("potter")
    stage.wait_online("oa_potter")
    demand = stage.submit("I need pottery in Beijing")
    for kind, reply, body in (("demand_offer", "offer_response", OFFER), ("proposal_review", "proposal_feedback", ACCEPT)):
        question = potter.hears(kind)
        stage.server.kill()
        potter.reply(question, reply, body)
        potter.reply(question, reply, body)
        heard = len(potter.heard)
        stage.server.start()
        before = metrics(stage.server)
        name, event = ("offer.submitted", "oa_potter") if kind == "demand_offer" else ("proposal.feedback", "oa_potter")
        assert wait_for(lambda: of(stage.server.events(demand), name, event), 60), "what was said while it was away is lost"
        potter.reply(question, reply, body)
        counted(stage, before, reply, "duplicate", "late")
        assert not {event["payload"]["message_id"] for event in potter.heard[heard:] if event["event_name"] == "towow.msg." + kind} - {
            question["payload"]["message_id"]}, "asked again by another name"
    events = stage.finish(demand)
    assert len(of(events, "offer.submitted", "oa_potter")) == len(of(events, "proposal.feedback", "oa_potter")) == 1


def id_stolen(stage):
    """Somebody registers our id and takes our mail: we notice, come back, and ask again what we have no answer to."""
    tiler = stage.guest("tiler")
    stage.wait_online("oa_tiler")
    demand = stage.submit("I need tiling in Beijing")
    question = tiler.hears("demand_offer")
    # From then on it only polls.
    assert wait_for(lambda: is_void(tiler, question), 30), "our secret stays good"
    # It stands still, or it might be back before the answer comes.
    stage.server.pause()
    heard = len(tiler.heard)
    thief = Guest(stage.network, question["source_id"], {"name": "thief"}, polls=False)
    tiler.reply(question, "offer_response", OFFER)
    stolen = thief.poll()
    assert [event["source_id"] for event in stolen or []] == ["tiler"], f"the thief took {stolen}"
    begin = time.monotonic()
    stage.server.go_on()
    again = tiler.hears("demand_offer", after=heard)
    waited = time.monotonic() - begin
    assert again["payload"]["message_id"] == question["payload"]["message_id"]
    assert wait_for(lambda: thief.poll() is None, 30), "the thief stays who we are"
    tiler.reply(again, "offer_response", OFFER)
    tiler.reply(tiler.hears("proposal_review"), "proposal_feedback", ACCEPT)
    events = stage.finish(demand)
    assert "oa_tiler" in confirmed(events) and len(of(events, "offer.submitted", "oa_tiler")) == 1
    assert thief.poll() is None, "the thief still is who we are"
    assert re.search(STOLEN, stage.server.read_log()), stage.server.read_log()
    return f"mail was taken, asked again after {waited:.1f} s"


def is_void(guest, question):
    """Whether the secret that came with a question is worth nothing any more. Takes no mail, as a poll with it would."""
    return not guest.event("towow.replay", guest.id, {}, source_id=question["source_id"], secret=question["secret"])["success"]
