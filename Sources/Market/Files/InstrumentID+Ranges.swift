public import Trading

/// The token space is split in three, so that no id made here can be taken for one of the
/// exchange's.
extension InstrumentID {
    /// The largest token that an instrument file may use; the exchange's own tokens are far below
    /// it.
    public static let largestListedToken: UInt32 = 0x3FFF_FFFF

    /// The id under which an index or a share itself is quoted: the same in every run and for every
    /// feed.
    ///
    /// - Parameter name: The underlying's name, such as `NIFTY`.
    /// - Returns: An id between 0x4000_0000 and 0x7FFF_FFFF.
    public static func underlying(_ name: String) -> InstrumentID {
        InstrumentID(0x4000_0000 | UInt32(truncatingIfNeeded: StableHash.of(name)) & 0x3FFF_FFFF)
    }

    /// The id of a contract that was made up: the same in every run.
    ///
    /// - Parameter symbol: The contract's symbol in the exchange's form.
    /// - Returns: An id of 0x8000_0000 or more.
    public static func generated(_ symbol: String) -> InstrumentID {
        InstrumentID(0x8000_0000 | UInt32(truncatingIfNeeded: StableHash.of(symbol)) & 0x7FFF_FFFF)
    }
}
