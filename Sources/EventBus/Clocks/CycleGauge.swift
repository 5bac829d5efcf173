/// What is known of a processor's counter from looks at it and at the kernel's clock.
///
/// Not used before its step is known, and never again once it has gone another way than the kernel's clock.
struct CycleGauge {
    /// Both clocks at one instant.
    struct Look {
        let cycles: UInt64
        let nanoseconds: Int64
    }

    enum Advice: Equatable {
        /// Go on as before.
        case nothing
        /// Go on; should the counter begin anew, add this many nanoseconds to the kernel's clock, by which it is ahead.
        case goOn(ahead: Int64)
        /// Read the counter; one cycle takes this many nanoseconds, times 2^64.
        case use(scale: UInt64)
        /// Read the kernel's clock, and add this many nanoseconds, so that time does not go back.
        case giveUp(advance: Int64)
    }

    private enum State {
        case measuring
        /// How far the kernel's clock was ahead of the counter at the last look, and when that was.
        case used(scale: UInt64, lead: Int64, at: Int64)
        case givenUp
    }

    /// The time between the looks that the step is measured with, at the least.
    private static let apart: Int64 = 4_000_000

    private let first: Look
    private var state: State

    init(first: Look, mayBeUsed: Bool) {
        self.first = first
        state = mayBeUsed ? .measuring : .givenUp
    }

    /// Whether another look is of use.
    var isOpen: Bool {
        if case .givenUp = state { false } else { true }
    }

    /// Takes one more look, not earlier than the one before.
    mutating func take(_ look: Look) -> Advice {
        switch state {
        case .givenUp: return .nothing
        case .measuring:
            let passed = look.nanoseconds - first.nanoseconds
            guard passed >= Self.apart else { return .nothing }
            let step = Double(passed) / Double(Int64(bitPattern: look.cycles &- first.cycles))
            // A counter slower than a gigahertz is not worth its trouble.
            guard step > 0, step < 1 else { return giveUp(advance: 0) }
            let scale = UInt64(step * 0x1p64)
            state = .used(scale: scale, lead: 0, at: look.nanoseconds)
            return .use(scale: scale)
        case .used(let scale, let before, let instant):
            guard let now = first.nanoseconds(at: look.cycles, scale: scale) else {
                return giveUp(advance: max(0, -before))
            }
            let lead = look.nanoseconds - now
            // A jump since the last look, or a step that was measured wrong and adds up.
            let hasJumped =
                (lead - before).magnitude >= Self.tolerance(over: look.nanoseconds - instant)
            let hasDrifted =
                lead.magnitude >= Self.tolerance(over: look.nanoseconds - first.nanoseconds)
            guard !hasJumped, !hasDrifted else { return giveUp(advance: max(0, -lead)) }
            state = .used(scale: scale, lead: lead, at: look.nanoseconds)
            return .goOn(ahead: max(0, -lead))
        }
    }

    /// How far the two clocks may part in a time: a thousandth, and what a look is off at the most.
    private static func tolerance(over nanoseconds: Int64) -> Int64 {
        1_000_000 + nanoseconds / 1_000
    }

    private mutating func giveUp(advance: Int64) -> Advice {
        state = .givenUp
        return .giveUp(advance: advance)
    }
}

extension CycleGauge.Look {
    /// What the kernel's clock should say at a later count, or `nil` if the counter has begun anew.
    @inline(__always)
    func nanoseconds(at cycles: UInt64, scale: UInt64) -> Int64? {
        guard cycles >= self.cycles else { return nil }
        let passed = (cycles &- self.cycles).multipliedFullWidth(by: scale).high
        return nanoseconds &+ Int64(truncatingIfNeeded: passed)
    }
}
