/// A number of units of an instrument; never negative for an order, a fill or a position.
public struct Quantity: Hashable, Comparable, Sendable, Codable {
    /// The number of units (not lots).
    public var units: Int

    /// Makes a quantity.
    ///
    /// - Parameter units: The number of units.
    public init(_ units: Int) {
        self.units = units
    }

    /// No units.
    public static let zero = Quantity(0)

    /// Orders the two by their value.
    public static func < (lhs: Quantity, rhs: Quantity) -> Bool { lhs.units < rhs.units }
    /// Adds the two exactly.
    public static func + (lhs: Quantity, rhs: Quantity) -> Quantity {
        Quantity(lhs.units + rhs.units)
    }
    /// Subtracts the second from the first exactly.
    public static func - (lhs: Quantity, rhs: Quantity) -> Quantity {
        Quantity(lhs.units - rhs.units)
    }
    /// Adds the second to the first exactly.
    public static func += (lhs: inout Quantity, rhs: Quantity) { lhs.units += rhs.units }
    /// Subtracts the second from the first exactly.
    public static func -= (lhs: inout Quantity, rhs: Quantity) { lhs.units -= rhs.units }
}
