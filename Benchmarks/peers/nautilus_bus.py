"""The message bus of NautilusTrader, which calls its handlers on the publisher's thread.

    python3 nautilus_bus.py HANDLERS EVENTS

Prints deliveries per second; the first of ten handlers takes a pattern. Exit status 3: not installed.
"""
import sys
import time

try:
    from nautilus_trader.common.component import MessageBus, TestClock
    from nautilus_trader.model.identifiers import TraderId
except ImportError:
    sys.exit(3)

handlers, events = int(sys.argv[1]), int(sys.argv[2])
bus = MessageBus(trader_id=TraderId("T-001"), clock=TestClock())
handled = [0]


def make():
    def handle(message):
        handled[0] += 1

    return handle


for number in range(handlers):
    bus.subscribe("signal.*" if handlers == 10 and number == 0 else "signal.generated", make())
publish = bus.publish
start = time.perf_counter()
for number in range(events):
    publish("signal.generated", number)
elapsed = time.perf_counter() - start
assert handled[0] == handlers * events, handled
print(handled[0] / elapsed)
