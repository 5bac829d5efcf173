import Configuration
import Logging

/// The desk that a person wants to see: one's own, or with --attach another's.
struct DeskOpening: Sendable {
    let desk: DeskOptions
    let market: MarketOptions
    let face: FaceOptions
    let configuration: ProgramConfiguration
    let logger: Logger

    /// What is opened, a line each, for a person who has to wait for it.
    var words: [String] {
        guard let ledger = desk.ledgerPath(for: market) else { return ["opening the desk"] }
        return face.attach
            ? ["asking the desk that runs with", ledger]
            : [
                "opening the desk", ledger,
                "market data are read, and all of the ledger once in search of damage",
            ]
    }

    /// Opens it.
    ///
    /// - Throws: What keeps it from being opened.
    func run() async throws -> OpenedDesk {
        guard face.attach else {
            return try await .own(desk, market, configuration, logger: logger)
        }
        guard
            let opened = try OpenedDesk.attached(
                desk, market, periodSeconds: face.refresh ?? 0.5)
        else {
            throw ProgramFailure(
                "no desk runs with \(desk.ledgerPath(for: market) ?? "a ledger in memory"); "
                    + "start one without --attach, or name its ledger with --ledger FILE")
        }
        return opened
    }
}
