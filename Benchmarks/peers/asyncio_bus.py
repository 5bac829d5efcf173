"""The smallest asyncio event bus: one queue, one loop, a task for each handler, a gather for each event.

    python3 asyncio_bus.py HANDLERS EVENTS [suspend]

Prints deliveries per second. With `suspend`, each handler gives up its turn once.
"""
import asyncio
import sys
import time


class Bus:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.handlers = {}

    def subscribe(self, topic, handler):
        self.handlers.setdefault(topic, []).append(handler)

    async def publish(self, topic, payload):
        await self.queue.put((topic, payload))

    async def run(self):
        while True:
            topic, payload = await self.queue.get()
            tasks = [asyncio.create_task(handler(payload)) for handler in self.handlers[topic]]
            await asyncio.gather(*tasks, return_exceptions=True)
            self.queue.task_done()


async def main(handlers, events, suspends):
    bus = Bus()
    handled = 0

    async def handle(payload):
        nonlocal handled
        if suspends:
            await asyncio.sleep(0)
        handled += 1

    for _ in range(handlers):
        bus.subscribe("signal.generated", handle)
    loop = asyncio.create_task(bus.run())
    start = time.perf_counter()
    for number in range(events):
        await bus.publish("signal.generated", number)
    await bus.queue.join()
    elapsed = time.perf_counter() - start
    loop.cancel()
    assert handled == handlers * events, handled
    print(handled / elapsed)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), "suspend" in sys.argv[3:]))
