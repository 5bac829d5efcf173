import EventBus
public import Trading

extension Desk {
    /// Whether the venue still owes an answer to an order.
    public var hasWorkingOrders: Bool { parts.orders.hasWorking }

    /// Whether something is held or on its way.
    var isInvolved: Bool { hasWorkingOrders || !parts.positions.isEmpty }

    /// Carries out the commands that were sent, two seconds at most, and refuses those that come from now on.
    ///
    /// One that takes longer, because a handler has no room or the ledger does not answer, goes on until the desk is
    /// stopped.
    public func closeCommands() async {
        _ = await Deadline(after: .seconds(2)).wait { [commands] in await commands.stop() }
    }

    /// Waits until the desk's handlers have nothing to do, two seconds at most.
    ///
    /// It only comes to an end when no market data come in meanwhile. The handlers that exist to misbehave are not
    /// waited for, nor those that are paused.
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

    /// In a stepped run, carries out a command and all that follows from it.
    ///
    /// - Parameter command: The command.
    /// - Returns: The answer; `nil` when it is still to come, because the handler that gives it is paused.
    @discardableResult
    public func perform(_ command: Command) async -> CommandVerdict? {
        let id = send(command)
        while commands.isBusy {
            await settle()
            await Task.yield()
        }
        await settle()
        return parts.outcomes.latest.first { $0.id == id }?.verdict
    }

    private var isBusy: Bool {
        bus.statistics().handlers.contains { handler in
            !roster.simulated.contains(handler.name) && !handler.isPaused
                && handler.depth.total + handler.inFlight + handler.retrying > 0
        }
    }
}
