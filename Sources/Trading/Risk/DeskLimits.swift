/// What holds for every trade whatever the mode; each value starts at the desk's default.
public struct DeskLimits: Hashable, Sendable, Codable {
    /// The least open interest of a contract, in units.
    public var minimumOpenInterestUnits: Int64 = 100
    /// The least volume of a contract on the day, in units.
    public var minimumVolumeUnits: Int64 = 50
    /// The widest spread, in percent of the premium.
    public var maximumSpreadPercent: Double = 5
    /// The cheapest premium that is bought.
    public var minimumPremium = Price(paise: 10_00)
    /// The dearest premium that is bought.
    public var maximumPremium = Price(paise: 300_00)
    /// The fewest calendar days to the expiry.
    public var minimumDaysToExpiry = 2
    /// The most calendar days to the expiry.
    public var maximumDaysToExpiry = 30
    /// How far a strike may lie from the wanted one, in percent of the spot.
    public var maximumStrikeDistancePercent: Double = 5

    /// Open positions and entries in flight.
    public var maximumPositions = 3
    /// What all positions together may lose down to their stops, in percent of the capital.
    public var capitalAtRiskPercent: Double = 15
    /// The day's loss at which entries end, in percent of the equity at the start of the day.
    public var dailyLossPercent: Double = 5
    /// The losses in a row at which entries end.
    public var lossStreak = 3
    /// The most lots in one trade.
    public var maximumLots = 5
    /// The most units that the exchange takes in one order, by underlying; others have no such bound here.
    ///
    /// The exchange's quantity freeze limits by its circulars of 29 August 2025 (in force from 1 September 2025)
    /// and of 31 October 2025 (from 3 November 2025); of the two, the lower, which is BANKNIFTY's 600 instead of
    /// 900. The exchange reviews them every few months: compare them with its newest circular, and set what has
    /// changed in `[limits.freeze]` of the configuration.
    public var freezeUnits = [
        "NIFTY": 1_800, "BANKNIFTY": 600, "FINNIFTY": 1_800, "MIDCPNIFTY": 2_800,
        "NIFTYNXT50": 600,
    ]

    /// The lowest stop premium.
    public var minimumStop = Price(paise: 1_00)
    /// The least distance of a target from the entry.
    public var minimumTargetGain = Price(paise: 5_00)

    /// How long a signal may be acted upon, in seconds, unless its strategy has its own time.
    public var signalLifeSeconds: Double = 60
    /// The signals that a strategy may give in a session, unless it has its own quota.
    public var signalsPerSession = 200
    /// The age at which a quote decides nothing any more, in seconds.
    public var staleQuoteSeconds: Double = 5
    /// The age at which a mark is no longer known, in seconds.
    public var unknownMarkSeconds: Double = 30

    /// How far below the bid the first order of an exit may sell, in ticks.
    public var exitProtectionTicks = 4
    /// The same in percent of the bid; the greater of the two counts.
    public var exitProtectionPercent: Double = 1
    /// How long that order may wait before it is cancelled and the exit goes to the market, in seconds.
    public var exitPatienceSeconds: Double = 3
    /// How long after an exit that the venue has refused, or that never reached it, the next one is sent, in seconds.
    public var exitRetrySeconds: Double = 5
    /// How long an order may be without news before the venue's book is asked, in seconds.
    public var orderSilenceSeconds: Double = 10

    /// The volatility assumed where a quote has none, 0.15 for 15 %.
    public var defaultVolatility = 0.15
    /// The yearly rate of interest, 0.06 for 6 %.
    public var interestRate = 0.06

    /// Makes the limits with their defaults.
    public init() {}
}
