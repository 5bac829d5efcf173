import Synchronization

/// Runs a bus one delivery at a time, in an order that repeats exactly.
///
/// It plays the part of the workers: it takes work out of each lane, as much as the lane's workers
/// could be holding, and runs one of those at a time. The lanes' code is the same.
struct Stepper {
    private struct Held {
        let lane: Lane
        let work: Work
    }

    private let core: BusCore

    init(_ core: BusCore) {
        self.core = core
    }

    func runUntilIdle() async {
        guard let order = core.order else { return }
        var held: [Held] = []
        repeat {
            takeFromReadyLanes(&held, order)
            while let next = choose(from: held, order) {
                let chosen = held.remove(at: next)
                let start = core.now().monotonicNanoseconds
                let lane = chosen.lane
                var invocation = Invocation(slot: lane.slots[0], work: chosen.work)
                switch lane.plan.handle {
                case .immediate(let call):
                    _ = lane.perform(&invocation, in: lane.slots[0], at: start, calling: call)
                case .suspending(let call):
                    _ = await lane.perform(&invocation, in: lane.slots[0], at: start, calling: call)
                }
                take(from: chosen.lane, &held, order)
                takeFromReadyLanes(&held, order)
            }
            await core.letters.flush(core)
            takeFromReadyLanes(&held, order)
        } while !held.isEmpty
    }

    /// Takes from lanes that something has come to since the last look; the others have nothing.
    private func takeFromReadyLanes(_ held: inout [Held], _ order: StepOrder) {
        for lane in core.takeReadyLanes() { take(from: lane, &held, order) }
    }

    private func take(from lane: Lane, _ held: inout [Held], _ order: StepOrder) {
        let window = order == .fifo ? 1 : lane.plan.limit
        var count = held.count { $0.lane === lane }
        while count < window, let work = lane.next(turn: &lane.steppedTurn) {
            held.append(Held(lane: lane, work: work))
            count += 1
        }
    }

    private func choose(from held: [Held], _ order: StepOrder) -> Int? {
        guard !held.isEmpty else { return nil }
        switch order {
        case .seeded: return Int(core.stepOrder.below(Int64(held.count - 1)))
        case .fifo:
            return held.indices.min { left, right in
                let (left, right) = (held[left], held[right])
                return (left.work.event.sequence, left.lane.index)
                    < (right.work.event.sequence, right.lane.index)
            }
        }
    }
}
