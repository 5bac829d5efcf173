import Engine
import Foundation
import Synchronization
import Terminal
import Trading

/// A desk that runs in another process, seen through its socket.
///
/// A thread of its own asks for a snapshot at every period, for as long as the process lives. When the other side ends
/// or hangs nothing new comes, and the screen says so as it does of any engine that is not heard; when a desk comes
/// back with the same ledger, so does the screen.
final class AttachedDesk: DeskPort {
    private let periodSeconds: Double
    private let line: Mutex<Line>
    private let seen = Mutex(Seen())
    private let pipe: WakePipe

    private struct Seen {
        var newest: DeskSnapshot?
        var isNew = false
        /// Commands that were not answered.
        var unsent = 0
    }

    /// The connection, used by one at a time.
    private struct Line: ~Copyable {
        let path: String
        var socket: LocalSocket?

        /// Asks and waits for the answer; `nil` when there is none, after which the next question connects anew.
        mutating func ask(_ request: DeskRequest) -> DeskReply? {
            if socket == nil { socket = (try? LocalSocket.connected(to: path)) ?? nil }
            guard let data = try? JSONEncoder().encode(request) else { return nil }
            guard socket?.write(line: data) == true, let answer = socket?.readLine() else {
                // An answer that still comes would be taken for the next one's.
                socket = nil
                return nil
            }
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            return try? decoder.decode(DeskReply.self, from: answer)
        }
    }

    /// Finds the desk that runs with a ledger.
    ///
    /// - Parameters:
    ///   - ledger: The ledger's file.
    ///   - periodSeconds: How often to ask for a snapshot.
    /// - Returns: The desk, or `nil` when none runs.
    /// - Throws: `ProgramFailure` when the socket's path cannot be used.
    static func find(ledger: String, periodSeconds: Double) throws -> AttachedDesk? {
        let path = DeskServer.path(for: ledger)
        guard let socket = try LocalSocket.connected(to: path) else { return nil }
        let desk = try AttachedDesk(
            Line(path: path, socket: socket), periodSeconds: periodSeconds)
        Thread.detachNewThread { desk.keepAsking() }
        return desk
    }

    private init(_ line: consuming sending Line, periodSeconds: Double) throws {
        self.periodSeconds = periodSeconds
        self.line = Mutex(line)
        pipe = try WakePipe()
    }

    var wakeDescriptor: Int32 { pipe.readDescriptor }

    func takeSnapshot() -> DeskSnapshot? {
        seen.withLock { seen in
            guard seen.isNew else { return nil }
            seen.isNew = false
            return seen.newest
        }
    }

    func send(_ command: Command) -> CommandID {
        if case .sent(let id)? = line.withLock({ $0.ask(.send(command)) }) { return id }
        return seen.withLock { seen in
            // The numbers of the desk count upwards from 1, so these are nobody else's.
            let id = CommandID(.max - UInt64(seen.unsent))
            seen.unsent += 1
            seen.newest?.outcomes.append(
                CommandOutcome(
                    id: id, verb: command.verb,
                    verdict: .refused(
                        Denial(
                            .shuttingDown,
                            "the desk's process does not answer: look whether it was done")),
                    answeredAt: WallClock().now))
            seen.isNew = true
            pipe.wake()
            return id
        }
    }

    /// Whether the desk answers now; one that hangs is given up after the line's patience.
    func answers() -> Bool {
        line.withLock { $0.ask(.snapshot) } != nil
    }

    private func keepAsking() {
        while true {
            if case .snapshot(var snapshot)? = line.withLock({ $0.ask(.snapshot) }) {
                // What is asked for this seldom is not late sooner.
                snapshot.periodSeconds = max(snapshot.periodSeconds, periodSeconds)
                take(snapshot)
            }
            Thread.sleep(forTimeInterval: periodSeconds)
        }
    }

    private func take(_ snapshot: DeskSnapshot) {
        seen.withLock { seen in
            guard snapshot.sequence != seen.newest?.sequence else { return }
            seen.newest = snapshot
            seen.isNew = true
            pipe.wake()
        }
    }
}
