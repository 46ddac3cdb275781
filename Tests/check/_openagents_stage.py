"""The stage of the scenes that checks of OpenAgents play: a server, a network, and who is on it."""
import json, sys, threading, time, traceback

from _openagents import Guest, Worker, metadata, metrics, profile
from _server import log_faults
from _wire import wait_for

KEY = "operator-key-of-the-openagents-check"
# Nobody who answers is late, however busy the machine is.
TIMES = {"TOWOW_RESPONSE_TIMEOUT": "300", "TOWOW_FEEDBACK_TIMEOUT": "300"}
OFFER = {"decision": "participate", "contribution": "I bring it", "confidence": 80}
ACCEPT = {"feedback_type": "accept", "satisfaction_score": 80}

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

    def wait_online(self, *ids, seconds=60):
        """Until each is a member that can be asked. A server that found no network for long looks again after half a minute."""
        def all_there():
            return all((self.member(id) or {}).get("online") is True for id in ids)
        assert wait_for(all_there, seconds), ([(id, self.member(id)) for id in ids], self.ready())

    def wait_offline(self, id, seconds=60):
        assert wait_for(lambda: self.member(id)["online"] is False, seconds), self.member(id)

    def ready(self):
        return json.loads(self.server.request("GET", "/health/ready")[2])

    def wait_state(self, *states, seconds=60):
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

    def finish(self, demand, *outcomes, seconds=90):
        """The log, once it has ended, with nothing in it that must not be. Ends sooner than by a deadline (TIMES)."""
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


def counted(stage, before, kind, *outcomes):
    """Waits until one message more has met with one of these outcomes."""
    def more():
        now = metrics(stage.server)
        return any(now.get((kind, outcome), 0) > before.get((kind, outcome), 0) for outcome in outcomes)
    assert wait_for(more, 40), f"{kind}: no {outcomes}: before {before}, now {metrics(stage.server)}"
