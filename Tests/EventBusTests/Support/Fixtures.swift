import Foundation
import Synchronization

@testable import EventBus

struct Mishap: Error, Equatable, CustomStringConvertible {
    var number = 0
    var description: String { "mishap \(number)" }
}

struct Hopeless: PermanentFailure, CustomStringConvertible {
    var description: String { "hopeless" }
}

/// A sink that refuses letters until it is mended.
final class MoodySink: DeadLetterSink {
    private let state = Mutex((isBroken: true, refusals: 0, letters: [DeadLetter<Int>]()))

    var letters: [DeadLetter<Int>] { state.withLock { $0.letters } }
    var refusals: Int { state.withLock { $0.refusals } }

    func mend() { state.withLock { $0.isBroken = false } }

    func record(_ letters: [DeadLetter<Int>]) async throws {
        try state.withLock { state in
            if state.isBroken {
                state.refusals += 1
                throw Mishap()
            }
            state.letters += letters
        }
    }
}

/// How much the stress tests do: 1 unless the environment says otherwise.
let stress = max(
    1, ProcessInfo.processInfo.environment["ALPHASTOCKS_STRESS"].flatMap(Int.init) ?? 1)

extension EventDraft where Payload == Int {
    static func tick(_ number: Int, priority: Priority = .normal) -> Self {
        EventDraft("test.tick", number, source: "test", priority: priority)
    }
}

/// A small generator with a seed, so that a failing test fails again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
