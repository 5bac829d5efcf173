import Engine
import Foundation
import Synchronization
import Terminal
import Trading

/// A desk that runs in another process, seen through its socket.
///
/// A thread of its own asks for a snapshot at every period, for as long as the process lives. When the other side
/// hangs nothing new comes, and the screen says so as it does of any engine that is not heard; when it has ended the
/// last snapshot says that too. When a desk comes back with the same ledger, so does the screen.
final class AttachedDesk: DeskPort {
    private let periodSeconds: Double
    private let line: Mutex<Line>
    private let seen = Mutex(Seen())
    private let pipe: WakePipe
    /// Sends commands one after the other: who gives one does not wait for the desk.
    private let sender = DispatchQueue(label: "commands to the attached desk")

    private struct Seen {
        var newest: DeskSnapshot?
        var isNew = false
        /// How many commands were given.
        var given: UInt64 = 0
        /// The commands that the desk has taken over this connection, by what it calls them.
        var taken: [CommandID: (id: CommandID, verb: String, isAnswered: Bool)] = [:]
        /// Commands of which nobody knows what became of them, the newest last.
        var unknown: [CommandOutcome] = []

        /// Takes a snapshot for the newest, with the commands under the names that were given here.
        mutating func take(_ snapshot: DeskSnapshot) {
            var snapshot = snapshot
            for index in snapshot.outcomes.indices {
                let name = snapshot.outcomes[index].id
                guard let command = taken[name] else { continue }
                snapshot.outcomes[index].id = command.id
                taken[name]?.isAnswered = true
            }
            snapshot.outcomes += unknown
            newest = snapshot
            isNew = true
        }

        /// Gives up what was not answered before the connection broke: the next desk may be another, with the same names.
        mutating func loseConnection() {
            for command in taken.values where !command.isAnswered {
                giveUp(command.id, command.verb)
            }
            taken = [:]
        }

        /// Says that the desk has ended, once nobody is there to be asked.
        mutating func end() {
            guard let phase = newest?.engine.phase, phase != .stopped else { return }
            newest?.engine.phase = .stopped
            isNew = true
        }

        mutating func giveUp(
            _ id: CommandID, _ verb: String,
            _ verdict: CommandVerdict = .unknown(
                "the desk's process does not answer; look what it did before you repeat it")
        ) {
            let outcome = CommandOutcome(
                id: id, verb: verb, verdict: verdict, answeredAt: WallClock().now)
            unknown.append(outcome)
            unknown.removeFirst(max(0, unknown.count - 20))
            newest?.outcomes.append(outcome)
            isNew = newest != nil
        }
    }

    /// What comes of a question.
    private enum Reply {
        case answer(DeskReply)
        /// Nobody knows whether it was heard.
        case silence
        /// No process listens: nothing was handed over.
        case nobody
    }

    /// The connection, used by one at a time.
    private struct Line: ~Copyable {
        let path: String
        var socket: LocalSocket?

        /// Asks and waits for the answer; when there is none, the next question connects anew.
        mutating func ask(_ request: DeskRequest) -> Reply {
            if socket == nil {
                socket = (try? LocalSocket.connected(to: path)) ?? nil
                if socket == nil { return .nobody }
            }
            guard let data = try? JSONEncoder().encode(request) else { return .silence }
            guard socket?.write(line: data) == true, let answer = socket?.readLine() else {
                // An answer that still comes would be taken for the next one's.
                socket = nil
                return .silence
            }
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            guard let reply = try? decoder.decode(DeskReply.self, from: answer) else {
                return .silence
            }
            return .answer(reply)
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
        return try opened(Line(path: path, socket: socket), periodSeconds: periodSeconds)
    }

    /// Finds the desk that listens at a path.
    ///
    /// - Parameters:
    ///   - path: The socket.
    ///   - periodSeconds: How often to ask for a snapshot.
    /// - Returns: The desk; it has answered once.
    /// - Throws: `ProgramFailure` when the path is no socket, when nobody listens there, and when whoever does is no
    ///   desk or hangs.
    static func find(socket path: String, periodSeconds: Double) throws -> AttachedDesk {
        let made = "a desk makes one beside its ledger, \(DeskServer.path(for: "LEDGER"))"
        guard FileManager.default.fileExists(atPath: path) else {
            throw ProgramFailure("there is no socket at \(path); \(made)")
        }
        guard let socket = try LocalSocket.connected(to: path) else {
            throw ProgramFailure(
                LocalSocket.isSocket(path)
                    ? "nobody answers at \(path): the desk that made it is gone, or not yours"
                    : "\(path) is not a socket; \(made)")
        }
        var line = Line(path: path, socket: socket)
        switch line.ask(.snapshot) {
        case .answer(.snapshot), .answer(.nothing):
            return try opened(line, periodSeconds: periodSeconds)
        case .answer, .silence, .nobody:
            throw ProgramFailure(
                "whoever listens at \(path) does not answer as a desk does: it hangs, or is "
                    + "another program")
        }
    }

    private static func opened(
        _ line: consuming sending Line, periodSeconds: Double
    ) throws -> AttachedDesk {
        let desk = try AttachedDesk(line, periodSeconds: periodSeconds)
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

    /// Gives a command to the desk, and returns at once; its outcome is in a snapshot, also if the desk does not answer.
    func send(_ command: Command) -> CommandID {
        let id = seen.withLock { seen in
            seen.given += 1
            return CommandID.provisional(seen.given)
        }
        sender.async { [self] in
            ask(.send(command)) { seen, reply in
                switch reply {
                case .answer(.sent(let name)):
                    seen.taken[name] = (id, command.verb, isAnswered: false)
                case .nobody:
                    seen.giveUp(
                        id, command.verb,
                        .refused(
                            Denial(
                                .shuttingDown,
                                "the desk does not run any more; nothing was sent")))
                case .answer, .silence: seen.giveUp(id, command.verb)
                }
            }
        }
        return id
    }

    /// Whether the desk answers now, once it has all commands; one that hangs is given up after the line's patience.
    func answers() -> Bool {
        sender.sync {}
        return line.withLock { line in
            if case .answer = line.ask(.snapshot) { true } else { false }
        }
    }

    private func keepAsking() {
        while true {
            ask(.snapshot) { seen, reply in
                if case .nobody = reply { seen.end() }
                guard case .answer(.snapshot(var snapshot)) = reply,
                    snapshot.sequence != seen.newest?.sequence
                else { return }
                // What is asked for this seldom is not late sooner.
                snapshot.periodSeconds = max(snapshot.periodSeconds, periodSeconds)
                seen.take(snapshot)
            }
            Thread.sleep(forTimeInterval: periodSeconds)
        }
    }

    /// Asks, and has the answer noted before anybody else can ask.
    private func ask(_ request: DeskRequest, _ note: (inout Seen, Reply) -> Void) {
        line.withLock { line in
            let reply = line.ask(request)
            seen.withLock { seen in
                if case .answer = reply {} else { seen.loseConnection() }
                note(&seen, reply)
                if seen.isNew { pipe.wake() }
            }
        }
    }
}
