import EventBus
import Trading

extension Desk {
    /// Whether the venue still owes an answer to an order.
    public var hasWorkingOrders: Bool { !parts.orders.working.isEmpty }

    /// Carries out the commands that were sent and refuses those that come from now on.
    public func closeCommands() async { await commands.stop() }

    /// Waits until the desk's handlers have nothing to do, two seconds at most.
    ///
    /// It only comes to an end when no market data come in meanwhile. The handlers that exist to misbehave are not
    /// waited for.
    public func rest() async {
        await settle()
        guard !setup.isStepped else { return }
        let deadline = ContinuousClock.now + .seconds(2)
        // What the venue reports is for a moment in nobody's queue, so one look is not enough.
        var quietLooks = 0
        while quietLooks < 2, ContinuousClock.now < deadline {
            quietLooks = isBusy ? 0 : quietLooks + 1
            do {
                try await Task.sleep(for: .milliseconds(5))
            } catch {
                return
            }
        }
    }

    private var isBusy: Bool {
        bus.statistics().handlers.contains { handler in
            !roster.simulated.contains(handler.name)
                && handler.depth.total + handler.inFlight + handler.retrying > 0
        }
    }
}
