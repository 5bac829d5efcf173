public import Trading

/// A loaded list of contracts, with an account of every row.
public struct InstrumentLoad: Sendable {
    /// The file as it was named.
    public var path: String
    /// The day on which the exchange handed the list out, from the file's name; `nil` when the name
    /// does not say.
    public var listedOn: CalendarDay?
    /// The instruments in the order of the file.
    public var instruments: [Instrument]
    /// What became of every row.
    public var tally: LoadTally

    /// Makes a load.
    ///
    /// - Parameters:
    ///   - path: The file as it was named.
    ///   - listedOn: The day of the list, if it is known.
    ///   - instruments: The instruments.
    ///   - tally: What became of every row.
    public init(
        path: String, listedOn: CalendarDay?, instruments: [Instrument], tally: LoadTally
    ) {
        self.path = path
        self.listedOn = listedOn
        self.instruments = instruments
        self.tally = tally
    }
}
