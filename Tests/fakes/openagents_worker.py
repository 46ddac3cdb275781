"""Many members on an OpenAgents network in one process, on the classes of packaging/openagents, each with its own way to answer.

    openagents_worker.py FILE      {http, grpc, password, group, poll_seconds, folder, members: [{id, profile, way, grpc?}]}

`way`: accepts; negotiates (once, about the first version); withdraws (when the plan comes); bargains (and accepts); huge (says 1 MiB
too much, then accepts); slow (takes two seconds for an offer); held (gives no offer until the folder has a file `decide`); silent. Each question and each decision is one line of the output.
"""
import asyncio, json, logging, os, sys

from network_link import NetworkLink
from participant import Answers, Decider, Participant, metadata, until_ended


class Way(Decider):
    def __init__(self, member, folder):
        self.id, self.way, self.folder, self.participant = member["id"], member["way"], folder, None

    async def offer(self, invitation):
        print("ASKED", self.id, invitation["message_id"], invitation["type"], flush=True)
        if self.way == "silent":
            return None
        if self.way == "slow":
            await asyncio.sleep(2)
        while self.way == "held" and not os.path.exists(self.folder + "/decide"):
            await asyncio.sleep(0.05)
        if self.way == "huge":
            await self.participant.say("bargain", invitation["channel_id"], {"content": "x" * 2 ** 20}, f"{invitation['channel_id']}:huge")
        print("DECIDED", self.id, invitation["message_id"], invitation["type"], flush=True)
        return {"decision": "participate", "contribution": f"{self.id} brings it", "confidence": 80}

    async def feedback(self, review):
        print("DECIDED", self.id, review["message_id"], review["type"], flush=True)
        channel = review["channel_id"]
        if self.way == "withdraws":
            await self.participant.say("agent_withdrawn", channel, {"reason": "A burst pipe"}, f"{channel}:away")
            return None
        if self.way == "bargains":
            await self.participant.say("bargain", channel, {"content": "A second one if we start at noon"}, f"{channel}:bargain")
            await self.participant.say("counter_proposal", channel, {"counter_proposal": {"start": "12:00"}, "reason": "It is lighter"},
                                       f"{channel}:counter")
        if self.way == "negotiates" and int(review["version"]) == 1:
            return {"feedback_type": "negotiate", "adjustment_request": "Please say who opens the doors",
                    "negotiation_points": [{"aspect": "role", "desired_value": "I open the doors"}]}
        return {"feedback_type": "accept", "satisfaction_score": 80}

    async def told(self, message):
        print("TOLD", self.id, message["message_id"], message["type"], flush=True)


def main():
    with open(sys.argv[1]) as file:
        settings = json.load(file)
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("openagents").setLevel(logging.CRITICAL)
    participants = []
    for member in settings["members"]:
        link = NetworkLink(member["id"], metadata(member["profile"]), "127.0.0.1", settings["http"], settings["grpc"] if member.get("grpc") else None,
                           settings["password"])
        way = Way(member, settings["folder"])
        answers = Answers(f"{settings['folder']}/{member['id']}.db")
        way.participant = Participant(link, way, answers, settings["group"], poll_seconds=settings["poll_seconds"])
        participants.append(way.participant)
    asyncio.run(until_ended(*participants))


if __name__ == "__main__":
    main()
