"""What has to hold between ToWow and members on an OpenAgents network, scene by scene. Each is a negotiation of its own, with members of its
own, and may run beside the others."""
import json, os, re, sys, threading, time, traceback

from _openagents import Guest, Worker, metadata, metrics, profile
from _server import ROOT, log_faults
from _wire import wait_for

KEY = "operator-key-of-the-openagents-check"
OFFER = {"decision": "participate", "contribution": "I bring it", "confidence": 80}
ACCEPT = {"feedback_type": "accept", "satisfaction_score": 80}

# What metrics call it.
STOLEN = "taken|registered by another"


# What the members can do that the check plays itself.
GUESTS = {"florist": "florist", "welder": "welding", "stranger": "beekeeping", "plumber": "plumbing", "carpenter": "carpentry", "potter": "pottery",
          "tiler": "tiling", "diver": "diving lessons", "gardener": "gardening", "mine": "gardening"}


class Stage:
    """A server, a network, and who is on it."""

    def __init__(self, server, network):
        self.server, self.network = server, network
        self.workers, self.guests, self.faults = [], [], []

    def local(self, id, capability):
        """A member who lives here and whose agent answers from the profile."""
        body = {"agent_id": id, "kind": "auto", **profile(f"Local {id}", capability)}
        status, _, answer = self.server.request("POST", "/api/v1/agents", body, {"X-Admin-Key": KEY})
        assert status == 201, answer

    def worker(self, *members, **options):
        """`members`: (id, capability, way, whether over gRPC)"""
        worker = Worker(self.network, [{"id": id, "profile": profile(f"Remote {id}", capability), "way": way, "grpc": grpc}
                                       for id, capability, way, grpc in members], **options)
        self.workers.append(worker)
        return worker

    def guest(self, id, shown=None):
        """The one of this id, who is there from the first mention on. `shown`: its metadata, if not those of a member."""
        guest = next((guest for guest in self.guests if guest.id == id), None)
        if not guest:
            guest = Guest(self.network, id, shown or metadata(profile(f"Remote {id}", GUESTS[id])))
            self.guests.append(guest)
        return guest

    def member(self, id):
        status, _, body = self.server.request("GET", f"/api/v1/agents/{id}")
        return json.loads(body) if status == 200 else None

    def wait_online(self, *ids, seconds=30):
        """Until each is a member that can be asked."""
        def all_there():
            return all((self.member(id) or {}).get("online") is True for id in ids)
        assert wait_for(all_there, seconds), ([(id, self.member(id)) for id in ids], self.ready())

    def wait_offline(self, id, seconds=30):
        assert wait_for(lambda: self.member(id)["online"] is False, seconds), self.member(id)

    def ready(self):
        return json.loads(self.server.request("GET", "/health/ready")[2])

    def wait_state(self, *states, seconds=30):
        found = wait_for(lambda: self.ready()["openagents"]["state"] in states, seconds)
        assert found, self.ready()

    def limits(self, **settings):
        status, _, body = self.server.request("POST", "/admin/config", settings, {"X-Admin-Key": KEY})
        assert status == 200, body

    def submit(self, text):
        status, _, body = self.server.request("POST", "/api/v1/demand/submit", {"raw_input": text, "language": "en"})
        assert status == 200, body
        return json.loads(body)["demand_id"]

    def record(self, demand):
        return json.loads(self.server.request("GET", f"/api/v1/demand/{demand}")[2])

    def finish(self, demand, *outcomes, seconds=40):
        """The log, once it has ended, with nothing in it that must not be."""
        assert wait_for(lambda: self.record(demand).get("outcome"), seconds), f"{demand} did not end: {self.record(demand)}"
        events = self.server.events(demand)
        outcome = self.record(demand)["outcome"]
        assert outcome in (outcomes or ("finalized",)), (outcome, [(event["event_type"], event["payload"].get("agent_id")) for event in events])
        faults = log_faults(demand, events)
        assert not faults, faults
        return events


def of(events, name, agent=None):
    return [event["payload"] for event in events if event["event_type"] == "towow." + name and agent in (None, event["payload"].get("agent_id"))]


def confirmed(events):
    return set((of(events, "proposal.finalized") or of(events, "negotiation.force_finalized"))[0]["confirmed_participants"])


def at_once(*scenes):
    """Runs scenes beside each other; a fault of any ends the check."""
    faults = []

    def run(scene):
        begin = time.monotonic()
        try:
            said = scene()
            print(f"ok      {getattr(scene, '__name__', scene)} ({time.monotonic() - begin:.1f} s){': ' + said if said else ''}", flush=True)
        except BaseException as error:
            faults.append(error)
            print(f"FAILED  {getattr(scene, '__name__', scene)} ({time.monotonic() - begin:.1f} s)\n{traceback.format_exc()}", flush=True)
    threads = [threading.Thread(target=run, args=(scene,), daemon=True) for scene in scenes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit(1)


# MARK: Agreement

def counted(stage, before, kind, *outcomes):
    """Waits until one message more has met with one of these outcomes."""
    def more():
        now = metrics(stage.server)
        return any(now.get((kind, outcome), 0) > before.get((kind, outcome), 0) for outcome in outcomes)
    assert wait_for(more, 15), f"{kind}: no {outcomes}: before {before}, now {metrics(stage.server)}"


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
        assert wait_for(told, 10) and [line[2] for line in told()] == ["negotiation_completed"], told()


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
        # Limits are those of the moment when a channel begins.
        stage.limits(TOWOW_RESPONSE_TIMEOUT=6)
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


# MARK: Hostile

def hostile(stage):
    """Replies that must not count, and one between them that does."""
    server = stage.server
    welder, stranger, victim = stage.guest("welder"), stage.guest("stranger"), stage.guest("plumber")
    stage.wait_online("oa_welder", "oa_stranger", "oa_plumber")
    demand = stage.submit("I need welding and plumbing in Beijing")
    question, other = welder.hears("demand_offer"), victim.hears("demand_offer")
    towow, secret = question["source_id"], question["secret"]

    # What we were sent holds the secret of ToWow. It is void, or will be in a moment.
    def replayed():
        return welder.event("system.poll_messages", "system:system", {"agent_id": towow}, source_id=towow, secret=secret)
    assert wait_for(lambda: not replayed()["success"], 5), "the secret that everybody who is asked gets to know stays good"
    forged = {**victim.envelope(other, "offer_response"), "decision": "decline", "decline_reason": "Forged"}
    answer = welder.event("towow.msg.offer_response", towow, forged, source_id="plumber", secret=welder.secret)
    assert not answer["success"], "the network takes another's secret for ours"

    def refused(kind, outcome, *attempts):
        for attempt in attempts:
            before = metrics(server)
            attempt()
            counted(stage, before, kind, outcome)

    offer = lambda **changed: lambda: welder.reply(question, "offer_response", {**OFFER, **changed})
    # system.* needs no secret, and may name anybody.
    refused("system", "ignored", lambda: welder.event("system.msg.offer_response", towow, forged, source_id="plumber", secret=None))
    refused("system", "ignored", lambda: welder.event("system.towow.msg.offer_response", towow, forged, source_id="plumber", secret=None))
    refused("other", "ignored", lambda: welder.event("towow.msg.demand_offering", towow, forged))
    refused("offer_response", "not_invited", lambda: stranger.reply(question, "offer_response", {**OFFER}))
    refused("offer_response", "wrong_sender", lambda: stranger.reply(question, "offer_response", {**OFFER, "agent_id": "welder"}))
    refused("offer_response", "unknown_question", offer(in_reply_to=other["payload"]["message_id"]), offer(in_reply_to="msg-none"))
    refused("offer_response", "wrong_round", offer(round=2))
    refused("offer_response", "invalid", offer(decision="maybe"), offer(decision=7), offer(confidence=101), offer(contribution={"text": "no text"}))
    refused("offer_response", "too_large", offer(contribution="x" * 300_000))
    # Beyond 1 MiB the network itself refuses over HTTP; over gRPC it does not (`negotiated`).
    assert not welder.event("towow.msg.offer_response", towow, {**welder.envelope(question, "offer_response"), **OFFER, "contribution": "x" * 2 ** 20})["success"]
    assert not of(server.events(demand), "offer.submitted", "oa_welder"), "nothing of all that counted"

    # 80.0 is 80, null is nothing, and what nobody knows is passed over.
    offer(confidence=80.0, round=1.0, decline_reason=None, conditions=None, mood="sunny", extra={"a": [1]})()
    taken = wait_for(lambda: of(server.events(demand), "offer.submitted", "oa_welder"), 10)
    assert [(said["decision"], said["confidence"]) for said in taken] == [("participate", 80)], taken
    refused("offer_response", "duplicate", offer(), offer(decision="decline", decline_reason="Changed my mind", message_id="another"))
    victim.reply(other, "offer_response", OFFER)
    review, victims = welder.hears("proposal_review"), victim.hears("proposal_review")
    vote = lambda **changed: lambda: welder.reply(review, "proposal_feedback", {**ACCEPT, **changed})
    refused("proposal_feedback", "invalid", vote(feedback_type="perhaps"), vote(version=7))
    refused("proposal_feedback", "wrong_round", vote(round=3))
    refused("proposal_feedback", "unknown_question", vote(in_reply_to=question["payload"]["message_id"]))
    vote(version=1.0)()
    victim.reply(victims, "proposal_feedback", ACCEPT)
    events = stage.finish(demand)
    assert {"oa_welder", "oa_plumber"} <= confirmed(events) and "Forged" not in json.dumps(events)
    refused("offer_response", "malformed", offer(v=1, type="proposal_feedback"), offer(agent_id=7))
    refused("offer_response", "wrong_version", offer(v=2))
    refused("offer_response", "wrong_channel", offer(demand_id="d-" + "a" * 26))
    refused("offer_response", "unknown_channel", offer(channel_id="collab-" + "a" * 26, demand_id="d-" + "a" * 26))
    refused("proposal_feedback", "duplicate", vote(feedback_type="reject"))
    assert stage.server.events(demand) == events
    said = server.read_log()
    assert not any(guest.secret in said or secret in said for guest in stage.guests), "a secret stands in the log"
    return f"{sum(metrics(server).values()):.0f} messages counted by outcome"


def every_outcome(stage):
    """The outcomes that the page names are those that were met with."""
    with open(os.path.join(ROOT, "docs", "openagents.md")) as file:
        table = re.search(r"^\| rule \| outcome otherwise \|\n.*?\n\n", file.read(), re.M | re.S)[0]
    named = {name for row in table.strip().splitlines()[2:] if "not in a network of one group" not in row for name in re.findall(r"`(\w+)`", row.split("|")[2])}
    named -= {"other", "system"}
    met = {outcome for _, outcome in metrics(stage.server)}
    assert len(named) >= 12 and named <= met, named - met


# MARK: Who becomes a member

def approval(stage):
    """Who is found waits for the operator, what is no member is said why, and nobody takes a local member's place."""
    admin = lambda path="", method="GET": stage.server.request(method, "/api/v1/admin/agents" + path, headers={"X-Admin-Key": KEY})
    shown = lambda id: next((one for one in json.loads(admin(f"?q={id}")[2])["agents"] if one["agent_id"] == id), None)
    # Ids of members elsewhere can not be had here, so that nobody takes anybody's place.
    status, _, body = stage.server.request("POST", "/api/v1/agents", {"agent_id": "oa_mine", **profile("Mine", "gardening")}, {"X-Admin-Key": KEY})
    assert status == 400 and "oa_" in json.loads(body)["detail"], body
    stage.local("mine", "origami")
    guests = [stage.guest("gardener"), stage.guest("mine"),
              Guest(stage.network, "no-profile!", metadata(profile("Nobody", "gardening"))),
              Guest(stage.network, "wrong", {"kind": "towow.participant", "protocol": 1, "profile": {"display_name": 7}}),
              Guest(stage.network, "somebody", {"name": "no participant"}),
              Guest(stage.network, "cleaned", metadata(profile("A\u202ebad\nname" + "x" * 200, "gardening", summary="y" * 9000, unknown=1)))]
    assert wait_for(lambda: shown("oa_gardener") and shown("oa_cleaned"), 20), admin()[2]
    assert shown("oa_gardener")["is_active"] is False and shown("oa_gardener")["origin"] == "openagents", shown("oa_gardener")
    assert stage.member("oa_gardener") is None and shown("oa_wrong") is None and shown("oa_somebody") is None and shown("oa_no-profile!") is None
    mine = stage.member("mine")
    assert (mine["kind"], mine["origin"], mine["online"], mine["display_name"]) == ("auto", "local", None, "Local mine"), mine
    cleaned = shown("oa_cleaned")
    assert len(cleaned["display_name"]) <= 80 and "\u202e" not in cleaned["display_name"] and "\n" not in cleaned["display_name"], cleaned
    events = stage.finish(stage.submit("I need gardening in Beijing"), "failed", "finalized")
    assert not of(events, "offer.submitted", "oa_gardener"), "asked before anybody let them in"
    assert admin("/oa_gardener/activate", "POST")[0] == 200
    stage.wait_online("oa_gardener")
    demand = stage.submit("I need gardening in Beijing")
    guests[0].reply(guests[0].hears("demand_offer"), "offer_response", OFFER)
    guests[0].reply(guests[0].hears("proposal_review"), "proposal_feedback", ACCEPT)
    assert "oa_gardener" in confirmed(stage.finish(demand))
    # Off again, and that stays so whatever the agent does; that it was looked at since is seen by one who came later.
    assert admin("/oa_gardener/deactivate", "POST")[0] == 200
    guests[0].register()
    guests.append(Guest(stage.network, "later", metadata(profile("Later", "gardening"))))
    assert wait_for(lambda: shown("oa_later"), 20)
    assert shown("oa_gardener")["is_active"] is False
    for guest in guests:
        guest.is_there = False


# MARK: Ends and restarts

def worker_killed(stage):
    """Killed while it decides; the next life hears the question again."""
    worker = next(worker for worker in stage.workers if "sculptor" in json.dumps(worker.members))
    demand = stage.submit("I need a sculptor in Beijing")
    assert wait_for(lambda: worker.lines("ASKED"), 20), "never asked"
    worker.kill()
    assert not worker.lines("DECIDED")
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
    assert wait_for(lambda: of(stage.server.events(demand), "offer.submitted", "oa_tailor"), 20)
    heard = len(carpenter.heard)
    stage.network.kill()
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
        assert wait_for(lambda: of(stage.server.events(demand), name, event), 20), "what was said while it was away is lost"
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
    heard = len(tiler.heard)
    # The secret of the moment is void, so what is polled with it is refused; the thief takes what comes in between.
    thief = Guest(stage.network, question["source_id"], {"name": "thief"}, polls=False)
    tiler.reply(question, "offer_response", OFFER)
    stolen = thief.poll()
    assert stolen is None or [event["source_id"] for event in stolen] in ([], ["tiler"])
    begin = time.monotonic()
    again = tiler.hears("demand_offer", after=heard)
    waited = time.monotonic() - begin
    assert again["payload"]["message_id"] == question["payload"]["message_id"]
    tiler.reply(again, "offer_response", OFFER)
    tiler.reply(tiler.hears("proposal_review"), "proposal_feedback", ACCEPT)
    events = stage.finish(demand)
    assert "oa_tiler" in confirmed(events) and len(of(events, "offer.submitted", "oa_tiler")) == 1
    assert thief.poll() is None, "the thief still is who we are"
    assert re.search(STOLEN, stage.server.read_log()), stage.server.read_log()
    return f"{'mail was taken, ' if stolen else ''}asked again after {waited:.1f} s"
