import Foundation
import Trading

/// Derives an option's quote from its underlying's, for markets that quote the underlying only.
///
/// The price is Black–Scholes at a volatility with a smile:
///
///     σ(K) = σ · (1 − 0.05 x + 0.04 x²)    where x = ln(K/S) / (σ√T)
///
/// x is the distance of the strike in standard deviations, within ±3, and T is at least a day. So
/// puts below the spot cost more than calls above it, and both wings more than the middle.
/// Everything else (spread, sizes, volume, open interest) falls with |x| and is a function of the
/// contract and the time alone, so that a replay gives the same quotes.
struct OptionModel {
    private let contract: OptionContract
    private let spot: Price
    private let reference: Price
    private let time: Timestamp
    private let dayMark: String
    private let volatility: Double
    private let strikeGap: Price

    /// Takes what a quote is derived from.
    ///
    /// - Parameters:
    ///   - contract: The option.
    ///   - spot: The underlying's newest quote; the derived quote has its time.
    ///   - reference: The underlying's first price of the day; volume and open interest are
    ///     measured from it, so that they do not jump with every tick.
    ///   - facts: The underlying.
    init(_ contract: OptionContract, spot: Quote, reference: Price, facts: UnderlyingFacts) {
        self.contract = contract
        self.spot = spot.last
        self.reference = reference
        time = spot.occurredAt
        strikeGap = facts.strikeGap
        // The day's volatility is within 5 % of the usual one.
        dayMark = "|\(time.indiaDay)"
        let mood = Self.evenly(facts.name, dayMark)
        volatility = facts.volatility * (0.95 + 0.1 * mood)
    }

    /// The option's quote.
    ///
    /// Half the spread is a tick or 0.3 % of the premium and 0.4 % more for each standard
    /// deviation, whichever is larger; a bid below one tick is no bid.
    var quote: Quote {
        let distance = standardDeviations(from: spot)
        let smile = volatility * (1 - 0.05 * distance + 0.04 * distance * distance)
        let middle = BlackScholes(contract, spot: spot, at: time).price(volatility: smile)
        let tick = contract.tick
        let half = max(tick.rupees, middle * (0.003 + 0.004 * abs(distance)))
        let bid = Price(rupees: middle - half)?.rounded(toTick: tick, .down)
        let ask = Price(rupees: middle + half)?.rounded(toTick: tick, .up)
        let last = Price(rupees: middle)?.rounded(toTick: tick, .down) ?? tick
        let openInterest = openInterestLots
        return Quote(
            instrument: contract.id, underlying: contract.underlying, last: max(last, tick),
            bid: bid.flatMap { $0 >= tick ? $0 : nil }, ask: ask,
            bidUnits: sizeUnits("|bid", distance), askUnits: sizeUnits("|ask", distance),
            dayVolumeUnits: Int64(openInterest * 1.2 * partOfDay) * Int64(contract.lotUnits),
            openInterestUnits: Int64(openInterest) * Int64(contract.lotUnits),
            impliedVolatility: smile, occurredAt: time)
    }

    /// The distance of the strike from a price, −3…3.
    private func standardDeviations(from price: Price) -> Double {
        let day = 86_400 / YearFraction.secondsPerYear
        let years = max(YearFraction.years(from: time, to: contract.expiry), day)
        let distance =
            log(contract.strike.rupees / price.rupees) / (volatility * years.squareRoot())
        return min(max(distance, -3), 3)
    }

    /// 8,000 lots at the money of the nearest expiry, fewer further out in strike and time; round
    /// strikes hold twice as many.
    private var openInterestLots: Double {
        let days = Double(contract.expiry.daysSinceEpoch - time.indiaDay.daysSinceEpoch)
        let distance = abs(dayDistance)
        let isRound = contract.strike.paise.isMultiple(of: max(1, strikeGap.paise * 2))
        let noise = 0.7 + 0.6 * Self.evenly(contract.tradingSymbol, dayMark)
        let lots = 8_000 * exp(-0.9 * distance - max(0, days) / 40) * noise
        return (isRound ? 2 * lots : lots).rounded()
    }

    /// The distance of the strike from the day's first price, with the time that was left in the
    /// morning.
    private var dayDistance: Double {
        let days = max(1, contract.expiry.daysSinceEpoch - time.indiaDay.daysSinceEpoch)
        let years = Double(days) * 86_400 / YearFraction.secondsPerYear
        return log(contract.strike.rupees / reference.rupees) / (volatility * years.squareRoot())
    }

    private var partOfDay: Double {
        min(max(Double(time.indiaSecondsIntoDay - 33_300) / 22_500, 0), 1)
    }

    /// About 30 lots at the money; another figure every minute.
    private func sizeUnits(_ side: String, _ distance: Double) -> Int {
        let minute = time.indiaSecondsIntoDay / 60
        let noise = 0.2 + 1.6 * Self.evenly(contract.tradingSymbol, "|\(minute)", side)
        return max(1, Int(30 * exp(-0.7 * abs(distance)) * noise)) * contract.lotUnits
    }

    /// A number from 0 up to 1 that belongs to a text, given in parts.
    private static func evenly(_ first: String, _ second: String, _ third: String = "") -> Double {
        Double(StableHash.of(first, second, third) >> 11) * 0x1p-53
    }
}
