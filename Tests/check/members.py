#!/usr/bin/env python3
"""Members who answer by hand, on the real binary: registered, invited, asked again after a crash, heard, counted once."""
import json, time

from _members import Member, profile
from _server import Server, log_faults

KEY = "operator-key-of-the-members-check"


def negotiation(server, hall, camera):
    status, _, body = server.request(
        "POST", "/api/v1/demand/submit", {"raw_input": "I need a venue and a photographer for a meetup of 30 people in Beijing", "language": "en"})
    assert status == 200, body
    demand = json.loads(body)["demand_id"]
    first, second = hall.question("invitation"), camera.question("invitation")
    channel = first["channel_id"]
    assert second["channel_id"] == channel and first["demand"]["text"].startswith("I need a venue"), first
    assert hall.first_of_stream()["payload"]["questions"][0]["message_id"] == first["message_id"]

    # What is wrong is said, and changes nothing.
    offer = {"message_id": "hall-1", "decision": "participate", "contribution": "A hall for 40 people"}
    for token, expected in ((None, 200), ("no-token-of-anybody", 403)):
        if token:
            status, answer = hall.say("offers", channel, offer, token)
            assert status == expected and answer["error_code"] == "E021", answer
    status, _, answer = server.request("POST", f"/api/v1/channels/{channel}/offers", offer)
    assert status == 401 and json.loads(answer)["error_code"] == "E020", answer
    status, answer = hall.say("offers", channel, {**offer, "decision": "maybe"})
    assert status == 400 and answer["error_code"] == "E001" and "decision" in answer["detail"], answer
    status, answer = hall.say("offers", channel, {**offer, "contribution": "x" * 2001})
    assert status == 400 and "contribution" in answer["detail"], answer
    status, answer = hall.say("offers", "collab-" + "a" * 26, offer)
    assert status == 404 and answer["error_code"] == "E007", answer
    status, answer = hall.say("feedback", channel, {"message_id": "early", "version": 1, "feedback_type": "accept"})
    assert status == 409 and answer["error_code"] == "E010", answer

    # Open questions survive the process.
    status, answer = hall.say("offers", channel, offer)
    assert status == 200 and not answer["duplicate"] and answer["counted"], answer
    server.kill()
    server.start()
    assert camera.question("invitation")["message_id"] == second["message_id"]
    status, answer = hall.say("offers", channel, offer)
    assert status == 200 and answer["duplicate"] and answer["error_code"] == "E011", answer
    status, answer = camera.say("offers", channel, {
        "message_id": "camera-1", "decision": "conditional", "contribution": "Photographs of the evening", "conditions": ["Food for the photographer"]})
    assert status == 200, answer

    # One wants changes: a second version; then both accept.
    review = hall.question("review", 1)
    assert review["own_assignments"] and review["own_offer"]["contribution"] == "A hall for 40 people", review
    status, answer = camera.say("bargain", channel, {"message_id": "camera-b", "content": "I bring a second camera if I may start at noon"})
    assert status == 200, answer
    status, answer = hall.say("feedback", channel, {"message_id": "hall-2", "version": 1, "feedback_type": "negotiate",
        "adjustment_request": "Please say who opens the doors", "negotiation_points": [{"aspect": "role", "desired_value": "I open the doors"}]})
    assert status == 200, answer
    status, answer = camera.say("feedback", channel, {"message_id": "camera-2", "version": 1, "feedback_type": "accept"})
    assert status == 200, answer
    for member in (hall, camera):
        version = member.question("review", 2)["version"]
        status, answer = member.say("feedback", channel, {"message_id": f"{member.id}-v2", "version": version, "feedback_type": "accept"})
        assert status == 200 and answer["counted"], answer
    finish(server, demand, "finalized")
    assert [entry["participation"] for entry in hall.inbox()["channels"]] == ["confirmed"], hall.inbox()["channels"]
    said = [(event["payload"]["agent_id"], event["payload"]["decided_by"]) for event in server.events(demand)
            if event["event_type"] == "towow.offer.submitted"]
    assert sorted(said) == sorted([(hall.id, "member"), (camera.id, "member")]), said
    return demand


def finish(server, demand, outcome):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        record = json.loads(server.request("GET", f"/api/v1/demand/{demand}")[2])
        if record.get("outcome"):
            assert record["outcome"] == outcome, (record["outcome"], record.get("reason"))
            faults = log_faults(demand, server.events(demand))
            assert not faults, faults
            return
        time.sleep(0.02)
    raise AssertionError(f"{demand} did not end")


def withdrawal(server, hall, camera):
    """One declines, the other takes part and withdraws: nobody is left."""
    body = server.request("POST", "/api/v1/demand/submit", {"raw_input": "A venue and a photographer for a party in Beijing", "language": "en"})[2]
    demand = json.loads(body)["demand_id"]
    channel = hall.question("invitation")["channel_id"]
    camera.question("invitation")
    assert camera.say("offers", channel, {"message_id": "d", "decision": "decline", "decline_reason": "Away"})[0] == 200
    assert hall.say("offers", channel, {"message_id": "p", "decision": "participate", "contribution": "The hall"})[0] == 200
    hall.question("review")
    for _ in range(2):
        status, answer = hall.say("withdraw", channel, {"message_id": "w", "reason": "A burst pipe"})
        assert status == 200, answer
    finish(server, demand, "failed")
    assert hall.inbox()["channels"][0]["participation"] == "withdrawn"


def accounts(server, hall):
    status, _, body = server.request("GET", f"/api/v1/agents/{hall.id}")
    assert status == 200 and "places" not in json.loads(body), "only public fields"
    status, _, body = server.request("PATCH", f"/api/v1/agents/{hall.id}", {"summary": "Two halls", "languages": None}, hall.bearer)
    assert status == 200 and json.loads(body)["summary"] == "Two halls" and json.loads(body)["languages"] == [], body
    status, _, body = server.request("PATCH", f"/api/v1/agents/{hall.id}", {"notice_days": -1}, hall.bearer)
    assert status == 400 and "notice_days" in json.loads(body)["detail"], body
    old = hall.bearer
    status, _, body = server.request("POST", f"/api/v1/agents/{hall.id}/token", headers=hall.bearer)
    assert status == 200, body
    hall.token = json.loads(body)["agent_token"]
    assert server.request("GET", f"/api/v1/agents/{hall.id}/inbox", headers=old)[0] == 403
    assert server.request("DELETE", f"/api/v1/agents/{hall.id}", headers={"X-Admin-Key": KEY})[0] == 200
    assert server.request("GET", f"/api/v1/agents/{hall.id}")[0] == 404
    status, _, body = server.request("POST", "/api/v1/agents", {"display_name": "a\u202eb"})
    assert status == 400 and "display_name" in json.loads(body)["detail"], body


def main():
    server = Server({"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_OPEN_REGISTRATION": "true"})
    hall = Member(server, profile("The Hall", "venue", capacity={"max": 40}))
    camera = Member(server, profile("Camera", "photographer"))
    for step in (negotiation, withdrawal):
        start = time.monotonic()
        step(server, hall, camera)
        print(f"ok      {step.__name__} ({time.monotonic() - start:.1f} s)")
    accounts(server, hall)
    print("ok      accounts")
    assert KEY not in server.read_log() and hall.token not in server.read_log()
    assert server.stop() == 0
    closed = Server({"APP_ENV": "production", "ADMIN_API_KEY": KEY})
    assert closed.request("POST", "/api/v1/agents", profile("Nobody", "venue"))[0] == 401
    assert closed.request("POST", "/api/v1/agents", profile("Somebody", "venue"), {"X-Admin-Key": KEY})[0] == 201
    assert closed.stop() == 0
    print("ok      registration closed")


if __name__ == "__main__":
    main()
