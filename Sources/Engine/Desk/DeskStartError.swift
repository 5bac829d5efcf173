/// Why a desk does not start.
public enum DeskStartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The ledger was filled at another venue.
    case otherVenue(ledger: String, desk: String)

    /// What was found, and what to do.
    public var description: String {
        switch self {
        case .otherVenue(let ledger, let desk):
            "the ledger belongs to \(ledger) and orders would go to \(desk); "
                + "a ledger is never shared between venues: name another one with --ledger FILE"
        }
    }
}
