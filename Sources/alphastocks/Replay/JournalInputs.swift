import Ledger
import Synchronization
import Trading

/// What came to a run from outside, as its journal holds it: signals from files and pipes, and an operator's commands.
///
/// Everything else in the journal followed from these and from the market, and follows again.
struct JournalInputs: Sendable {
    /// One thing that came.
    enum Input: Sendable {
        case signal(Signal)
        case command(Command)
    }

    /// What came, in the journal's order, with the market's time of it.
    private(set) var inputs: [(at: Timestamp, input: Input)] = []
    /// The market's time of the journal's last event.
    private(set) var end = Timestamp.distantPast

    private static let page = 10_000

    /// Reads a run's journal.
    init(ofRun run: Int64, from reader: LedgerReader) async throws {
        var last: UInt64 = 0
        while true {
            let records = try await reader.journal(ofRun: run, after: last, limit: Self.page)
            guard let final = records.last else { return }
            last = final.sequence
            for record in records { take(record) }
        }
    }

    private mutating func take(_ record: EventRecord) {
        end = max(end, record.occurredAt)
        switch record.payload {
        case .operatorCommanded(let request):
            inputs.append((record.occurredAt, .command(request.command)))
        case .signalGenerated(let signal)
        where signal.origin == .file && record.causationID == nil && record.source != "operator":
            inputs.append((record.occurredAt, .signal(signal)))
        default: break
        }
    }
}

/// The inputs of a journal that are still to be given: the feed takes signals, the player commands and the signals
/// that came after one, so that each comes behind what came before it.
final class PendingInputs: Sendable {
    private struct State {
        var rest: ArraySlice<(at: Timestamp, input: JournalInputs.Input)>
        var signals = 0
        var commands = 0

        mutating func next(until time: Timestamp) -> JournalInputs.Input? {
            guard let (instant, input) = rest.first, instant <= time else { return nil }
            rest.removeFirst()
            switch input {
            case .signal: signals += 1
            case .command: commands += 1
            }
            return input
        }
    }

    private let state: Mutex<State>

    init(_ inputs: JournalInputs) {
        state = Mutex(State(rest: inputs.inputs[...]))
    }

    /// How many signals and commands were given.
    var given: (signals: Int, commands: Int) { state.withLock { ($0.signals, $0.commands) } }

    /// Takes the next input that came by an instant.
    func next(until time: Timestamp) -> JournalInputs.Input? {
        state.withLock { $0.next(until: time) }
    }

    /// Takes the next input that came by an instant, if it is a signal.
    func nextSignal(until time: Timestamp) -> Signal? {
        state.withLock { state in
            guard case .signal(let signal)? = state.rest.first?.input,
                state.next(until: time) != nil
            else { return nil }
            return signal
        }
    }
}
