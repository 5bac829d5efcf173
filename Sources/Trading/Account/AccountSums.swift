/// What a desk's exposures and reservations add up to, kept up with each change.
///
/// A limit is asked for with every signal, and the day's result with every tick; with ten thousand positions
/// nobody may add them all up each time.
struct AccountSums: Hashable, Sendable {
    /// What is held at the last marks.
    private(set) var held = Money.zero
    /// What all positions and entries on their way may lose down to their stops.
    private(set) var risk = Money.zero
    /// Cash set aside for entries on their way.
    private(set) var reserved = Money.zero
    /// Positions that are open, or that an entry on its way will open; each counts once.
    private(set) var positionCount = 0

    /// Takes over that one position's exposure or reservation has changed.
    ///
    /// - Parameters:
    ///   - before: The position's exposure and the reservation for it as they were.
    ///   - after: Both as they are.
    mutating func replace(
        _ before: (exposure: Exposure?, reservation: Reservation?),
        by after: (exposure: Exposure?, reservation: Reservation?)
    ) {
        held += Self.held(after) - Self.held(before)
        risk += Self.risk(after) - Self.risk(before)
        reserved += Self.reserved(after) - Self.reserved(before)
        positionCount += Self.count(after) - Self.count(before)
    }

    private typealias Part = (exposure: Exposure?, reservation: Reservation?)

    private static func held(_ part: Part) -> Money { part.exposure?.value ?? .zero }

    private static func risk(_ part: Part) -> Money {
        (part.exposure?.risk ?? .zero) + (part.reservation?.risk ?? .zero)
    }

    private static func reserved(_ part: Part) -> Money { part.reservation?.cash ?? .zero }

    private static func count(_ part: Part) -> Int {
        part.exposure?.isOpen == true || part.reservation != nil ? 1 : 0
    }
}
