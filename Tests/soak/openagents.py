#!/usr/bin/env python3
"""Members on a real OpenAgents network, what takes longer: the short check again; two hundred members in one worker process and fifty
negotiations at once; the kit started exactly as its README says, with both workers; two instances on one PostgreSQL; every side killed
again and again; switched on and off with negotiations open. Prints its figures.

    openagents.py [--only short|many|readme|group|storm|switch] [--members 200] [--negotiations 50] [--seconds 60] [--seed N]
"""
import argparse, json, os, random, re, sys, time

CHECK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "check")
sys.path.insert(0, CHECK)
from _group import Postgres
from _openagents import Guest, Network, Worker, environment, metadata, profile
from _openagents_readme import readme
from _openagents_stage import ACCEPT, KEY, OFFER, Stage, confirmed, of
from _server import Server
from _wire import memory, wait_for

SETTINGS = {"APP_ENV": "production", "ADMIN_API_KEY": KEY, "OPENAGENT_MEMBERS": "all", "TOWOW_RESPONSE_TIMEOUT": "120", "TOWOW_FEEDBACK_TIMEOUT": "120"}


def cpu(pid):
    """Seconds of processor time so far."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def quantiles(server, *shares):
    """Upper bounds, in seconds, of the buckets of the round-trip histogram in which these shares lie, and how many there are."""
    text = server.request("GET", "/metrics")[2].decode()
    buckets = {}
    for bound, value in re.findall(r'^openagents_round_trip_seconds_bucket\{.*?le="([^"]+)"\} (\S+)$', text, re.M):
        buckets[float(bound.replace("+Inf", "inf"))] = buckets.get(float(bound.replace("+Inf", "inf")), 0) + float(value)
    total = buckets[float("inf")]
    return [min(bound for bound, value in buckets.items() if value >= share * total) for share in shares], total


def short(python, chosen):
    """All of Tests/check/openagents.py but what takes a browser."""
    import openagents
    openagents.main()


# MARK: Many

def many(python, chosen):
    network = Network(python)
    server = Server({**SETTINGS, **network.settings})
    stage = Stage(server, network)
    server_before = memory(server.process.pid)
    worker = Worker(network, [{"id": f"stand-{number:03d}", "way": "accepts", "grpc": False,
                               "profile": profile(f"Stand {number}", f"zone{number % 50:02d} catering")} for number in range(chosen.members)], poll_seconds=1)
    begin = time.monotonic()
    stage.wait_online(*(f"oa_stand-{number:03d}" for number in range(chosen.members)), seconds=120)
    print(f"many: {chosen.members} members on-line after {time.monotonic() - begin:.1f} s")

    # What all of them cost when nothing happens.
    parts = {"towow": server.process.pid, "network": network.process.pid, "worker": worker.process.pid}
    used, begin = {name: cpu(pid) for name, pid in parts.items()}, time.monotonic()
    time.sleep(10)
    seconds = time.monotonic() - begin
    print("many: at rest, one core: " + ", ".join(f"{name} {(cpu(pid) - used[name]) / seconds:.1%}" for name, pid in parts.items())
          + f"; ToWow polls {1000 / int(server.environment.get('OPENAGENT_POLL_MS', 500)):.0f} times, the members {chosen.members} times a second")

    used, begin = {name: cpu(pid) for name, pid in parts.items()}, time.monotonic()
    demands = [stage.submit(f"I need zone{number % 50:02d} catering in Beijing") for number in range(chosen.negotiations)]
    logs = [stage.finish(demand, "finalized", "force_finalized", seconds=180) for demand in demands]
    seconds = time.monotonic() - begin
    offers = [offer for events in logs for offer in of(events, "offer.submitted")]
    assert len(offers) >= chosen.negotiations and all(offer["decided_by"] == "remote" for offer in offers)
    silent = sum(len(of(events, "agent.no_answer")) for events in logs)
    assert silent == 0, f"{silent} questions without an answer"
    decided = worker.lines("DECIDED")
    assert len(decided) == len(set(decided)), "a question was decided twice"
    (half, most, nearly), count = quantiles(server, 0.5, 0.95, 0.99)
    print(f"many: {chosen.negotiations} negotiations at once in {seconds:.1f} s, {len(offers)} offers, {len(decided)} answers; "
          f"question to answer p50 ≤ {half:g} s, p95 ≤ {most:g} s, p99 ≤ {nearly:g} s of {count:.0f} (members poll once a second)")
    print("many: processor seconds: " + ", ".join(f"{name} {cpu(pid) - used[name]:.1f}" for name, pid in parts.items()) + "; memory: "
          + f"towow {server_before:.0f} → {memory(server.process.pid):.0f} MiB, network {memory(network.process.pid):.0f}, worker {memory(worker.process.pid):.0f}")
    worker.close()
    assert server.stop() == 0
    network.close()


# MARK: Two instances

def group(python, chosen):
    network, postgres = Network(python), Postgres()
    common = {**SETTINGS, **network.settings, "DATABASE_URL": postgres.url, "OPENAGENT_POLL_MS": "200"}
    a, b = Server(common), Server(common)
    stages = [Stage(server, network) for server in (a, b)]
    for stage in stages:
        stage.wait_state("connected")
    ids = [stage.ready()["openagents"]["agent_id"] for stage in stages]
    assert ids[0] != ids[1], ids
    baker = Guest(network, "baker", metadata(profile("Baker", "bakery")))
    for stage in stages:
        stage.wait_online("oa_baker")
    # Asked by the owner; answered to the other one, and to the owner as well: counts once.
    for index, stage in enumerate(stages):
        other = ids[1 - index]
        demand = stage.submit("I need a baker in Beijing")
        for kind, reply, body in (("demand_offer", "offer_response", OFFER), ("proposal_review", "proposal_feedback", ACCEPT)):
            question = baker.hears(kind, lambda payload: payload["demand_id"] == demand)
            assert question["source_id"] == ids[index], (question["source_id"], ids)
            baker.reply({**question, "source_id": other}, reply, body)
            baker.reply(question, reply, body)
        events = stages[1 - index].finish(demand)
        assert confirmed(events) == {"oa_baker"} and len(of(events, "offer.submitted")) == len(of(events, "proposal.feedback")) == 1
    # The owner is killed while its questions are open; the other one takes over, asks again by the same name, and is answered.
    demands = [stages[1].submit("I need a baker in Beijing") for _ in range(4)]
    asked = {demand: baker.hears("demand_offer", lambda payload: payload["demand_id"] == demand) for demand in demands}
    heard, begin = len(baker.heard), time.monotonic()
    b.kill()
    for demand, question in asked.items():
        again = baker.hears("demand_offer", lambda payload: payload["demand_id"] == demand, after=heard, seconds=90)
        assert again["source_id"] == ids[0] and again["payload"]["message_id"] == question["payload"]["message_id"], again["source_id"]
        baker.reply(again, "offer_response", OFFER)
    waited = time.monotonic() - begin
    b.start()
    for demand in demands:
        review = baker.hears("proposal_review", lambda payload: payload["demand_id"] == demand)
        baker.reply(review, "proposal_feedback", ACCEPT)
        events = stages[0].finish(demand)
        assert confirmed(events) == {"oa_baker"} and len(of(events, "offer.submitted")) == 1
    print(f"group: replies reach the owner by either instance; {len(demands)} demands of a killed one asked again by the other within {waited:.0f} s")
    baker.leave()
    assert a.stop() == 0 and b.stop() == 0
    postgres.close()
    network.close()


# MARK: Everything killed, again and again

def storm(python, chosen):
    """Negotiations all the while, and every few seconds one side is killed -9 and started again: nothing is lost, nothing counts twice."""
    network = Network(python)
    server = Server({**SETTINGS, **network.settings, "TOWOW_RESPONSE_TIMEOUT": "300", "TOWOW_FEEDBACK_TIMEOUT": "300"})
    stage = Stage(server, network)
    stage.local("studio", "photographer")
    over_http = stage.worker(("cook", "catering", "accepts", False), ("tailor", "tailor", "slow", False))
    over_grpc = stage.worker(("band", "live band", "accepts", True), ("dj", "DJ", "bargains", True))
    stage.wait_online("oa_cook", "oa_tailor", "oa_band", "oa_dj")
    sides = {"server": server, "network": network, "HTTP worker": over_http, "gRPC worker": over_grpc}
    kills, demands, chance, end = dict.fromkeys(sides, 0), [], random.Random(chosen.seed), time.monotonic() + chosen.seconds
    while time.monotonic() < end:
        stage.wait_online("oa_cook", "oa_tailor", "oa_band", "oa_dj", seconds=60)
        demands += [stage.submit("I need a photographer, a caterer, a tailor, a live band and a DJ in Beijing") for _ in range(2)]
        for name in chance.sample(list(sides), 2):
            time.sleep(chance.uniform(0, 1.5))
            sides[name].kill()
            time.sleep(chance.uniform(0, 0.5))
            sides[name].start()
            kills[name] += 1
    whole = 0
    for demand in demands:
        events = stage.finish(demand, "finalized", "force_finalized", seconds=240)
        asked = of(events, "demand.broadcast")[0]["candidates"]
        assert sorted(offer["agent_id"] for offer in of(events, "offer.submitted")) == sorted(asked), (asked, of(events, "agent.no_answer"))
        assert confirmed(events) == set(asked), (asked, confirmed(events))
        whole += {"oa_cook", "oa_tailor", "oa_band", "oa_dj"} <= set(asked)
    # Who is away when a negotiation begins is not asked: so soon after a kill that may be several.
    assert whole > len(demands) / 2, f"only {whole} of {len(demands)} with everybody"
    for worker in stage.workers:
        decided = worker.lines("DECIDED")
        # Killed between a decision and its storing it decides again, and what it said before was never sent.
        print(f"storm: {len(decided)} decisions, {len(decided) - len(set(decided))} of them made again after a kill")
        worker.close()
    print(f"storm: {len(demands)} negotiations agreed, by all who were asked, {whole} with all members; seed {chosen.seed}; killed: " + ", ".join(f"{name} {count} times" for name, count in kills.items()))
    assert server.stop() == 0
    network.close()


# MARK: On and off

def switch(python, chosen):
    """As docs/operating.md has it, with a negotiation open each time."""
    network = Network(python)
    server = Server(SETTINGS)
    stage = Stage(server, network)
    status, _, body = server.request("POST", "/api/v1/agents", {"agent_id": "here", **profile("Here", "bakery"), "kind": "manual"}, {"X-Admin-Key": KEY})
    assert status == 201, body
    bearer = {"Authorization": f"Bearer {json.loads(body)['agent_token']}"}
    text = "I need a baker in Beijing"

    def say(demand, call, body):
        status, _, answer = server.request("POST", f"/api/v1/channels/collab-{demand[2:]}/{call}", {"message_id": call, **body}, bearer)
        assert status == 200, answer

    def negotiating(demand):
        assert wait_for(lambda: stage.record(demand).get("channel_status") == "negotiating", 20), stage.record(demand)

    assert stage.ready()["openagents"]["state"] == "off"
    before = stage.submit(text)
    assert wait_for(lambda: stage.record(before).get("channel_status") == "collecting", 20)
    baker = Guest(network, "baker", metadata(profile("Baker", "bakery")))
    # On, while `before` is open.
    assert server.end() == 0
    server.environment = {**SETTINGS, **network.settings}
    server.start()
    stage.wait_online("oa_baker")
    say(before, "offers", OFFER)
    negotiating(before)
    say(before, "feedback", {"version": 1, **ACCEPT})
    assert confirmed(stage.finish(before)) == {"here"}, "who comes later is not asked any more"
    during = stage.submit(text)
    question = baker.hears("demand_offer", lambda payload: payload["demand_id"] == during)
    # Off, while `during` waits for an answer from there, and on again.
    assert server.end() == 0
    server.environment = SETTINGS
    server.start()
    assert stage.ready()["openagents"]["state"] == "off" and stage.member("oa_baker") is not None
    say(during, "offers", OFFER)
    alone = stage.submit(text)
    assert wait_for(lambda: stage.record(alone).get("channel_status") == "collecting", 20)
    assert of(server.events(alone), "demand.broadcast")[0]["candidates"] == ["here"], "asked who can not be reached"
    # Nobody waits for whom nobody can reach, and nobody takes their silence for an answer.
    negotiating(during)
    assert [silence["reason"] for silence in of(server.events(during), "agent.no_answer", "oa_baker")] == ["unreachable"]
    assert server.end() == 0
    server.environment = {**SETTINGS, **network.settings}
    server.start()
    stage.wait_online("oa_baker")
    baker.reply(question, "offer_response", OFFER)
    say(during, "feedback", {"version": 1, **ACCEPT})
    events = stage.finish(during)
    assert confirmed(events) == {"here"} and not of(events, "offer.submitted", "oa_baker"), confirmed(events)
    told = baker.hears("question_withdrawn", lambda payload: payload["demand_id"] == during)
    assert told["payload"]["participation"] == "no_answer", told
    after = stage.submit(text)
    baker.reply(baker.hears("demand_offer", lambda payload: payload["demand_id"] == after), "offer_response", OFFER)
    say(after, "offers", OFFER)
    negotiating(after)
    print("switch: on, off and on with negotiations open: asked when it is on, unreachable when it is off, told when it is on again")
    baker.leave()
    assert server.stop() == 0
    network.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = {part.__name__: part for part in (short, many, readme, group, storm, switch)}
    arguments.add_argument("--only", choices=parts)
    arguments.add_argument("--members", type=int, default=200)
    arguments.add_argument("--negotiations", type=int, default=50)
    arguments.add_argument("--seconds", type=float, default=60, help="of killing")
    arguments.add_argument("--seed", type=int, default=random.randrange(1000))
    chosen = arguments.parse_args()
    python = environment()
    for name, part in parts.items():
        if chosen.only in (None, name):
            begin = time.monotonic()
            part(python, chosen)
            print(f"ok      {name} ({time.monotonic() - begin:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
