"""A member of ToWow whose agent lives on an OpenAgents network. What it decides is yours: give `serve` an object with the methods of
`Decider`. The rest is here: registering and staying registered, answering each question once, also through restarts of this program, of
the network and of ToWow. The protocol: docs/openagents.md.
"""
import argparse, asyncio, json, logging, os, random, signal, sqlite3, time

from network_link import Gone, NetworkLink

PREFIX = "towow.msg."
KIND = "towow.participant"
REPLIES = {"demand_offer": "offer_response", "proposal_review": "proposal_feedback"}
ENDS = {"question_withdrawn", "negotiation_completed"}  # nobody waits for what is still being decided in that negotiation
KEEP_SECONDS = 7 * 24 * 3600  # how long answers are kept; no negotiation takes longer than hours
log = logging.getLogger("worker")


class Decider:
    """What a member says. Each method gets the whole message (docs/openagents.md has an example of each) and may take its time, until
    `reply_by`."""

    async def offer(self, invitation):
        """The body of an `offer_response`; None gives no answer. An error is logged and gives none either; ToWow asks again."""

    async def feedback(self, review):
        """The body of a `proposal_feedback`; None gives no answer."""

    async def told(self, message):
        """Something that needs no answer: `not_selected`, `question_withdrawn`, `negotiation_completed`."""


class Answers:
    """What was answered, by the id of the question, in a file: the same question gets the same answer, also after a restart."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answer TEXT NOT NULL, at REAL NOT NULL)")
        self.database.execute("DELETE FROM answers WHERE at < ?", (time.time() - KEEP_SECONDS,))

    def get(self, question):
        row = self.database.execute("SELECT answer FROM answers WHERE question = ?", (question,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, question, answer):
        """Before it is sent: what ToWow may have heard is never decided again."""
        self.database.execute("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", (question, json.dumps(answer, ensure_ascii=False), time.time()))


class Participant:
    """Answers what comes in over `link`.

    `group`: only who is in it, by the network's word, is answered (None: anybody); `servers`: only these ids (empty: any).
    """

    def __init__(self, link, decider, answers, group=None, servers=(), poll_seconds=0.5):
        self.link, self.decider, self.answers = link, decider, answers
        self.group, self.servers, self.poll_seconds = group, servers, poll_seconds
        self.open = {}  # questions that are being decided: message id -> (task, who asked last, question)
        self.running = set()  # all tasks
        self.channels = {}  # the negotiations that we were asked in: channel id -> its ids, and who asked last

    async def run(self):
        """Until cancelled; then it leaves the network."""
        pause = 0.5
        try:
            while True:
                try:
                    await self.link.join()
                    log.info("%s is on the network", self.link.agent_id)
                    pause = 0.5
                    while True:
                        for event in await self.link.poll():
                            self.received(event)
                        await asyncio.sleep(self.poll_seconds)
                except Gone as reason:
                    log.warning("%s; again in %.1f s", reason, pause)
                await asyncio.sleep(pause * random.uniform(0.7, 1))
                pause = min(pause * 1.5, 10)
        finally:
            await self.link.leave()

    def received(self, event):
        """Takes one event; what others may have made up ends nothing."""
        if not event.event_name.startswith(PREFIX) or (self.group and event.source_agent_group != self.group):
            return
        if self.servers and event.source_id not in self.servers:
            return
        kind, message = event.event_name.removeprefix(PREFIX), event.payload
        question, channel = message.get("message_id"), message.get("channel_id")
        if message.get("v") != 1 or message.get("type") != kind or not (isinstance(question, str) and isinstance(channel, str)):
            log.warning("not understood: %s from %s", event.event_name, event.source_id)
        elif kind in REPLIES:
            # Asked again while we decide, perhaps by another instance of ToWow: the answer goes there.
            task = self.open[question][0] if question in self.open else self.start(self.answer(kind, message))
            self.open[question] = (task, event.source_id, message)
            self.channels[channel] = {**message, "server": event.source_id}
            while len(self.channels) > 1000:
                del self.channels[next(iter(self.channels))]
        else:
            log.info("%s in %s", kind, channel)
            if kind in ENDS:
                closed = [task for task, _, asked in self.open.values() if asked["channel_id"] == channel]
                for task in closed:
                    task.cancel()
            self.start(self.decider.told(message))

    def start(self, work):
        """Runs something beside the rest; held, because the loop holds tasks only weakly."""
        task = asyncio.create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)
        return task

    async def answer(self, kind, message):
        question = message["message_id"]
        try:
            answer = self.answers.get(question)
            if answer is None:
                decide = self.decider.offer if kind == "demand_offer" else self.decider.feedback
                body = await decide(message)
                if body is None:
                    return
                answer = {**self.envelope(REPLIES[kind], message, f"{question}:reply"), "in_reply_to": question, **body}
                self.answers.put(question, answer)
            await self.link.send(PREFIX + answer["type"], self.open[question][1], answer)
            log.info("%s in %s: %s", answer["type"], answer["channel_id"], answer.get("decision") or answer.get("feedback_type"))
        except Gone as reason:
            log.warning("the answer waits until it is asked for again: %s", reason)
        except Exception:  # a fault of a decider must not end the others' questions
            log.exception("no answer to %s", question)
        finally:
            self.open.pop(question, None)

    def envelope(self, kind, about, message_id):
        return {"v": 1, "type": kind, "message_id": message_id, "agent_id": self.link.agent_id,
                **{key: about[key] for key in ("channel_id", "demand_id", "round") if key in about}}

    async def say(self, kind, channel_id, body, message_id):
        """Something unasked, to whoever asked us in this negotiation: `agent_withdrawn` {reason}, `bargain` {content, …} or
        `counter_proposal` {counter_proposal, reason}. Said again with the same `message_id` it counts once. May raise `Gone`."""
        about = self.channels[channel_id]
        await self.link.send(PREFIX + kind, about["server"], {**self.envelope(kind, about, message_id), **body})


def serve(make_decider, description):
    """The command line that every worker has. `make_decider` gets the profile."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--id", required=True, help="our agent id in the network; ToWow shows the member as oa_ID")
    options.add_argument("--profile", required=True, help="JSON file: what ToWow's members register with")
    options.add_argument("--host", default=os.environ.get("OPENAGENT_HOST") or "127.0.0.1")
    options.add_argument("--http-port", type=int, default=int(os.environ.get("OPENAGENT_HTTP_PORT") or 8700))
    options.add_argument("--grpc", action="store_true", help="messages over gRPC instead of HTTP")
    options.add_argument("--grpc-port", type=int, default=int(os.environ.get("OPENAGENT_GRPC_PORT") or 8600))
    options.add_argument("--password-file", default=os.environ.get("OPENAGENT_PASSWORD_FILE"), help="the group's password")
    options.add_argument("--group", default=os.environ.get("OPENAGENT_GROUP"), help="answer only who is in this group")
    options.add_argument("--server", action="append", default=[], help="answer only this agent id of ToWow (may be repeated)")
    options.add_argument("--answers", default="answers.db", help="file that keeps what was answered")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for noisy in ("openagents", "aiohttp", "httpx2", "anthropic"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    with open(chosen.profile) as file:
        profile = json.load(file)
    password = None
    if chosen.password_file:
        with open(chosen.password_file) as file:
            password = file.read().strip()
    link = NetworkLink(chosen.id, metadata(profile), chosen.host, chosen.http_port, chosen.grpc_port if chosen.grpc else None, password)
    participant = Participant(link, make_decider(profile), Answers(chosen.answers), chosen.group, chosen.server)
    asyncio.run(until_ended(participant))


def metadata(profile):
    """What makes an agent of the network a member of ToWow."""
    return {"name": profile["display_name"], "kind": KIND, "protocol": 1, "profile": profile}


async def until_ended(*participants):
    """Runs them until SIGTERM or SIGINT."""
    everything = asyncio.gather(*(participant.run() for participant in participants))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, everything.cancel)
    try:
        await everything
    except asyncio.CancelledError:
        log.info("left the network")
