import Synchronization

/// Counts and marks that handlers leave for a check to read.
final class Tally: Sendable {
    private struct State {
        var count = 0
        var labels: Set<String> = []
        var times: [String: ContinuousClock.Instant] = [:]
    }

    private let state = Mutex(State())

    func add(_ label: String = "") {
        state.withLock {
            $0.count += 1
            $0.labels.insert(label)
            $0.times[label] = ContinuousClock.now
        }
    }

    var count: Int { state.withLock { $0.count } }

    var labels: Set<String> { state.withLock { $0.labels } }

    func time(of label: String) -> ContinuousClock.Instant? { state.withLock { $0.times[label] } }

    /// Waits until something holds; gives up after a while that no healthy machine needs.
    func wait(atMost limit: Duration = .seconds(30), until condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while !condition() {
            try require(ContinuousClock.now < deadline, "nothing happened within \(limit)")
            try await Task.sleep(for: .microseconds(200))
        }
    }
}
