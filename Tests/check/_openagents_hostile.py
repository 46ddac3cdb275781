"""Replies that must not count, and agents that must not become members."""
import json, os, re

from _openagents import Guest, metadata, metrics, profile
from _openagents_scenes import is_void
from _openagents_stage import ACCEPT, KEY, OFFER, confirmed, counted, of
from _server import ROOT
from _wire import wait_for


def hostile(stage):
    """Replies that must not count, and one between them that does."""
    server = stage.server
    welder, stranger, victim = stage.guest("welder"), stage.guest("stranger"), stage.guest("plumber")
    stage.wait_online("oa_welder", "oa_stranger", "oa_plumber")
    demand = stage.submit("I need welding and plumbing in Beijing")
    question, other = welder.hears("demand_offer"), victim.hears("demand_offer")
    towow, secret = question["source_id"], question["secret"]

    # What we were sent holds the secret of ToWow. It is void, or will be in a moment.
    assert wait_for(lambda: is_void(welder, question), 30), "the secret that everybody who is asked gets to know stays good"
    polled = welder.event("system.poll_messages", "system:system", {"agent_id": towow}, source_id=towow, secret=secret)
    assert not polled["success"], "what waits for ToWow can be taken with it"
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
    taken = wait_for(lambda: of(server.events(demand), "offer.submitted", "oa_welder"), 40)
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
    assert wait_for(lambda: shown("oa_gardener") and shown("oa_cleaned"), 60), admin()[2]
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
    assert guests[0].register()["success"]
    guests.append(Guest(stage.network, "later", metadata(profile("Later", "gardening"))))
    assert wait_for(lambda: shown("oa_later"), 60)
    assert shown("oa_gardener")["is_active"] is False
    for guest in guests:
        guest.is_there = False
