"""The way to an OpenAgents network: one registration, over HTTP or gRPC, by the connectors of the package `openagents`.

The network keeps everything in memory and answers no question about what it lost: when it was restarted, or somebody registered our id,
it refuses the next poll, which raises `Gone` here, and `join` registers anew.
"""
import asyncio, contextlib, hashlib, json

import aiohttp
from openagents.models.event import Event
from openagents.sdk.connectors import grpc_connector
from openagents.sdk.connectors.grpc_connector import GRPCNetworkConnector
from openagents.sdk.connectors.http_connector import HTTPNetworkConnector

SECONDS = 10  # for one call
grpc_connector.print_box = lambda *text, **style: None  # it prints every event that it sends


async def within(work):
    """What `work` gives; `asyncio.TimeoutError` when that takes more than SECONDS. Always ends when it is cancelled, which `asyncio.wait_for`
    of Python 3.11 passes over when the work is done at that very moment."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait([task], timeout=SECONDS)
        if not task.done():
            raise asyncio.TimeoutError
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])


class Gone(Exception):
    """The network does not answer, or does not know us (any more)."""


class NetworkLink:
    """One agent of the network.

    `metadata` is what others see of us, any JSON; `password` that of our group, None for an open network. With `grpc_port` messages go
    over gRPC; HTTP is needed then, too, to free our id.
    """

    def __init__(self, agent_id, metadata, host="127.0.0.1", http_port=8700, grpc_port=None, password=None):
        self.agent_id, self.metadata, self.host, self.http_port, self.grpc_port = agent_id, metadata, host, http_port, grpc_port
        # What the network compares is the hash, as text.
        self.password_hash = hashlib.sha256(password.encode()).hexdigest() if password else None
        self.connector = None

    async def join(self):
        """Registers us. What waited for us stays there over HTTP; over gRPC it is lost, and asked again."""
        await self.close()
        if self.grpc_port:
            await self.free_id()
            # The metadata of gRPC are texts; whoever reads `profile` takes both.
            texts = {key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in self.metadata.items()}
            connector = GRPCNetworkConnector(self.host, self.grpc_port, self.agent_id, texts, password_hash=self.password_hash)
        else:
            connector = HTTPNetworkConnector(self.host, self.http_port, self.agent_id, self.metadata, self.password_hash, timeout=SECONDS)
        self.connector = connector
        try:
            joined = await within(connector.connect_to_server())
        except asyncio.TimeoutError:
            joined = False
        if not joined:
            await self.close()
            raise Gone(f"{self.host}:{self.grpc_port or self.http_port} does not answer or refuses us (is the password of the group right?)")

    async def free_id(self):
        """The network never forgets an agent, and gRPC refuses an id that is known: one that died could not come back."""
        # Over HTTP everybody in the group may register an id, also a known one; then we have a secret to give it back with.
        answer = await self.post("register", {"agent_id": self.agent_id, "password_hash": self.password_hash or "", "metadata": {}})
        if not answer.get("success"):
            raise Gone(str(answer.get("error_message")))
        await self.post("unregister", {"agent_id": self.agent_id, "secret": answer["secret"]})

    async def post(self, call, body):
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
                async with session.post(f"http://{self.host}:{self.http_port}/api/{call}", json=body) as answer:
                    return await answer.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise Gone(f"{self.host}:{self.http_port}: {error!r}") from error

    async def poll(self):
        """What came since the last poll, in order. The network hands everything out once."""
        # Not by the connectors' own poll, which hides a refusal and, over HTTP, puts the secret into the address.
        data = await self.event("system.poll_messages", "system:system", {"agent_id": self.agent_id})
        events = []
        for message in (data or {}).get("messages", []):
            # The network lets through what its own model refuses.
            with contextlib.suppress(ValueError, TypeError):
                events.append(Event(**message))
        return events

    async def send(self, name, target, payload):
        """Hands an event over. It arrives at most once, and an agent that is not there is no error: who wants to be sure asks again."""
        await self.event(name, target, payload)

    async def event(self, name, target, payload):
        if self.connector is None:
            raise Gone("not joined")
        event = Event(event_name=name, source_id=self.agent_id, destination_id=target, payload=payload)
        try:
            response = await within(self.connector.send_event(event))
        except asyncio.TimeoutError as error:
            raise Gone(f"no answer to {name}") from error
        if not response.success:
            raise Gone(f"{name}: {response.message}")
        return response.data

    async def leave(self):
        """Unregisters us, so that nobody waits for us; what waits for us is lost."""
        if self.connector is not None:
            with contextlib.suppress(asyncio.TimeoutError):
                await within(self.connector.disconnect())
            self.connector = None

    async def close(self):
        """Ends the connection and stays registered."""
        connector, self.connector = self.connector, None
        if isinstance(connector, HTTPNetworkConnector) and connector.session is not None:
            await connector.session.close()
        elif isinstance(connector, GRPCNetworkConnector) and connector.channel is not None:
            await connector.channel.close()
