import Engine
import Foundation
import Synchronization
import Trading

/// Lets other processes of the same user look at a desk and command it, over a socket beside its ledger.
///
/// It answers when it is asked and costs nothing else. The lock on the ledger says that there is one desk, so there
/// is one server; a socket that a killed process left behind is replaced.
final class DeskServer: Sendable {
    /// The socket of a ledger.
    static func path(for ledger: String) -> String { ledger + ".socket" }

    /// How many may look at the same time.
    private static let guestLimit = 8

    private let desk: SharedDesk
    private let path: String
    private let guests = Mutex(0)
    private let isStopped = Mutex(false)

    private init(_ desk: SharedDesk, path: String) {
        self.desk = desk
        self.path = path
    }

    /// Opens the server for a desk.
    ///
    /// - Parameters:
    ///   - desk: The desk.
    ///   - ledger: The ledger's file.
    /// - Returns: The server.
    /// - Throws: `ProgramFailure` when the socket cannot be made; the desk works without.
    static func open(_ desk: SharedDesk, ledger: String) throws -> DeskServer {
        let server = DeskServer(desk, path: path(for: ledger))
        let socket = try LocalSocket.listening(at: server.path)
        let door = Door(socket: socket)
        Thread.detachNewThread { server.serve(door) }
        return server
    }

    /// Opens the server for a desk whose ledger is a file.
    ///
    /// - Parameters:
    ///   - desk: The desk; it is told when it has to do without.
    ///   - shared: The same desk, for several to look at.
    ///   - ledger: The ledger's file; `nil` when nothing is kept.
    /// - Returns: The server, or `nil` when there is none.
    static func share(_ desk: Desk, as shared: SharedDesk, ledger: String?) -> DeskServer? {
        guard let ledger else { return nil }
        do {
            return try open(shared, ledger: ledger)
        } catch {
            desk.note(source: "sharing", detail: sentence(for: error))
            return nil
        }
    }

    /// Lets nobody in any more.
    func stop() {
        // Once only: by a second time the path may be another desk's.
        let wasStopped = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return isStopped
        }
        guard !wasStopped else { return }
        // Whoever waits at the door is woken by one more visitor.
        _ = try? LocalSocket.connected(to: path)
        unlink(path)
    }

    /// A socket in an object, so that a thread can be started with it.
    private final class Door: Sendable {
        let socket: Mutex<LocalSocket?>

        init(socket: consuming LocalSocket) {
            self.socket = Mutex(socket)
        }

        /// Takes the socket out, once.
        func open() -> LocalSocket? { socket.withLock { $0.take() } }
    }

    private func serve(_ door: Door) {
        guard let socket = door.open() else { return }
        while let guest = socket.accepted() {
            if isStopped.withLock({ $0 }) { return }
            let isWelcome = guests.withLock { count in
                guard count < Self.guestLimit else { return false }
                count += 1
                return true
            }
            guard isWelcome else { continue }
            let door = Door(socket: guest)
            Thread.detachNewThread { [self] in
                answer(door)
                guests.withLock { $0 -= 1 }
            }
        }
    }

    private func answer(_ door: Door) {
        guard var guest = door.open() else { return }
        let (decoder, encoder) = (JSONDecoder(), JSONEncoder.ofSnapshots)
        while let line = guest.readLine(), !isStopped.withLock({ $0 }) {
            let reply: DeskReply
            do {
                switch try decoder.decode(DeskRequest.self, from: line) {
                case .snapshot: reply = desk.newest.map(DeskReply.snapshot) ?? .nothing
                case .send(let command): reply = .sent(desk.send(command))
                }
            } catch {
                reply = .unreadable("\(error)")
            }
            guard let data = try? encoder.encode(reply), guest.write(line: data) else { return }
        }
    }
}

extension JSONEncoder {
    /// Writes snapshots the same way everywhere: keys in order, and numbers that are none as words.
    static var ofSnapshots: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }
}
