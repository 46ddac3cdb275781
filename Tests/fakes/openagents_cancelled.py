"""A worker of packaging/openagents ends when it is told to, also when an answer of the network comes at that very moment. Run by openagents.py
with the kit's Python."""
import asyncio

from network_link import NetworkLink


class Connector:
    """Answers an event, and has the task that sent it cancelled before it can go on with the answer."""

    def __init__(self, sender):
        self.sender = sender

    async def send_event(self, event):
        asyncio.get_running_loop().call_soon(self.sender.cancel)
        return type("Answer", (), {"success": True, "data": {}})


async def main():
    async def work():
        link = NetworkLink("worker", {})
        link.connector = Connector(asyncio.current_task())
        await link.send("towow.msg.bargain", "towow", {})
        return "went on"

    done, = await asyncio.gather(asyncio.create_task(work()), return_exceptions=True)
    assert isinstance(done, asyncio.CancelledError), f"cancelled, and {done}"


asyncio.run(main())
