import Configuration
import Engine
import Foundation
import Logging
import Trading

/// A desk with somebody in front of it: one that is opened for this, one that runs in another process, or one that
/// rests, as its ledger holds it.
struct OpenedDesk: Sendable {
    /// The desk as a face sees it.
    let port: any DeskPort
    /// What runs here; `nil` for another's desk.
    private let session: DeskSession?
    private let server: DeskServer?
    private let copy: LedgerCopy?

    private init(
        port: any DeskPort, session: DeskSession? = nil, server: DeskServer? = nil,
        copy: LedgerCopy? = nil
    ) {
        self.port = port
        self.session = session
        self.server = server
        self.copy = copy
    }

    /// Whether closing it stops the desk.
    var isOwn: Bool { session != nil }

    /// Finds the desk that runs in another process, with a ledger or at a socket.
    ///
    /// - Returns: The desk, or `nil` when none runs with the ledger.
    /// - Throws: Why nobody can be asked, or that no desk is at the socket.
    static func attached(
        _ whom: AttachedTo, _ options: DeskOptions, _ market: MarketOptions, periodSeconds: Double
    ) throws -> OpenedDesk? {
        if case .socket(let path) = whom {
            return OpenedDesk(
                port: try AttachedDesk.find(socket: path, periodSeconds: periodSeconds))
        }
        guard let ledger = options.ledgerPath(for: market) else { return nil }
        return try AttachedDesk.find(ledger: ledger, periodSeconds: periodSeconds).map {
            OpenedDesk(port: $0)
        }
    }

    /// Starts a desk and lets others look at it.
    ///
    /// - Throws: What keeps it from starting.
    static func own(
        _ options: DeskOptions, _ market: MarketOptions, _ configuration: ProgramConfiguration,
        logger: Logger
    ) async throws -> OpenedDesk {
        let assembly = try await DeskAssembly.make(
            market: market, options: options, configuration: configuration,
            defaultPace: .speed(10), logger: logger)
        try await assembly.start()
        let session = DeskSession(assembly)
        session.play()
        let shared = SharedDesk(session.desk)
        let server = DeskServer.share(
            session.desk, as: shared, ledger: options.ledgerPath(for: market))
        return OpenedDesk(port: shared, session: session, server: server)
    }

    /// Shows a desk that does not run, as its ledger holds it: no market plays, so nothing trades, and whatever a
    /// start does to what was left unfinished is done to a copy.
    ///
    /// - Throws: What keeps the ledger from being read.
    static func atRest(
        _ options: DeskOptions, _ market: MarketOptions, _ configuration: ProgramConfiguration,
        logger: Logger
    ) throws -> OpenedDesk {
        guard options.broker != .live else {
            throw ProgramFailure(
                "no desk runs with this ledger, and a picture does not connect to a real venue; "
                    + "start the desk first")
        }
        if let named = options.ledger, let path = options.ledgerPath(for: market),
            !FileManager.default.fileExists(atPath: path)
        {
            throw ProgramFailure("there is no ledger at \(named), and no desk runs with it")
        }
        let copy = try options.ledgerPath(for: market).map(LedgerCopy.init(of:))
        let original = options.ledgerPath(for: market)
        var options = options
        options.ledger = copy?.path ?? "memory"
        do {
            let assembly = try runBlocking { [options] in
                let assembly = try await DeskAssembly.make(
                    market: market, options: options, configuration: configuration,
                    defaultPace: .speed(10), logger: logger)
                try await assembly.desk.start(isAtRest: true)
                return assembly
            }
            return OpenedDesk(
                port: assembly.desk, session: DeskSession(assembly), copy: copy)
        } catch {
            copy?.remove()
            guard let copy, let original, "\(error)".contains(copy.path) else { throw error }
            // The person named the ledger, and never heard of the copy.
            throw ProgramFailure("\(error)".replacing(copy.path, with: original))
        }
    }

    /// Stops one's own desk, or leaves another's alone.
    ///
    /// - Returns: What is to be said on the way out.
    /// - Throws: What went wrong with the ledger at the end.
    func close() throws -> String {
        guard let session else {
            guard (port as? AttachedDesk)?.answers() == false else {
                return "alphastocks: detached; the desk runs on"
            }
            return
                "alphastocks: detached, but the desk does not answer: if it is gone, nobody watches "
                + "its positions"
        }
        server?.stop()
        defer { copy?.remove() }
        return try runBlocking { try await session.stop() }
    }
}
