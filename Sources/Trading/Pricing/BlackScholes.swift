#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The Black–Scholes model of one European option without dividends, in rupees.
///
/// d1 = (ln(S/K) + (r + σ²/2)·T) / (σ·√T), d2 = d1 − σ·√T; a call is worth S·N(d1) − K·e^(−rT)·N(d2),
/// a put K·e^(−rT)·N(−d2) − S·N(−d1) (Black and Scholes 1973). An expired option is worth its
/// intrinsic value.
public struct BlackScholes: Hashable, Sendable {
    /// Call or put.
    public var right: OptionRight
    /// The underlying's price in rupees, more than zero.
    public var spot: Double
    /// The strike in rupees, more than zero.
    public var strike: Double
    /// The time to expiry in years; zero or less when it has expired.
    public var years: Double
    /// The yearly rate of interest, continuously compounded, 0.06 for 6 %.
    public var interestRate: Double

    /// Makes the model of an option.
    ///
    /// - Parameters:
    ///   - right: Call or put.
    ///   - spot: The underlying's price in rupees, more than zero.
    ///   - strike: The strike in rupees, more than zero.
    ///   - years: The time to expiry in years.
    ///   - interestRate: The yearly rate of interest, 0.06 for 6 %.
    public init(
        _ right: OptionRight, spot: Double, strike: Double, years: Double,
        interestRate: Double = 0.06
    ) {
        self.right = right
        self.spot = spot
        self.strike = strike
        self.years = years
        self.interestRate = interestRate
    }

    /// Makes the model of a contract at an instant.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - spot: The underlying's price.
    ///   - now: The instant.
    ///   - interestRate: The yearly rate of interest, 0.06 for 6 %.
    public init(
        _ contract: OptionContract, spot: Price, at now: Timestamp, interestRate: Double = 0.06
    ) {
        self.init(
            contract.right, spot: spot.rupees, strike: contract.strike.rupees,
            years: YearFraction.years(from: now, to: contract.expiry), interestRate: interestRate)
    }

    /// The option's value.
    ///
    /// - Parameter volatility: The yearly volatility, 0.15 for 15 %; without any, the forward decides.
    /// - Returns: Rupees for one unit.
    public func price(volatility: Double) -> Double {
        guard years > 0 else { return intrinsicValue }
        guard volatility > 0 else { return lowestPrice }
        let (d1, d2) = distances(volatility)
        return switch right {
        case .call: spot * normal(d1) - discountedStrike * normal(d2)
        case .put: discountedStrike * normal(-d2) - spot * normal(-d1)
        }
    }

    /// The option's sensitivities.
    ///
    /// - Parameter volatility: The yearly volatility, 0.15 for 15 %.
    /// - Returns: The greeks of one unit; an expired option has only a delta of 1, 0 or −1.
    public func greeks(volatility: Double) -> Greeks {
        guard years > 0, volatility > 0 else { return settled(volatility) }
        let (d1, d2) = distances(volatility)
        let root = years.squareRoot()
        let decay = -spot * density(d1) * volatility / (2 * root)
        let carry = interestRate * discountedStrike
        let sign = right == .call ? 1.0 : -1.0
        return Greeks(
            delta: right == .call ? normal(d1) : normal(d1) - 1,
            gamma: density(d1) / (spot * volatility * root),
            thetaPerDay: (decay - sign * carry * normal(sign * d2)) / 365,
            vegaPerPoint: spot * density(d1) * root / 100,
            rhoPerPoint: sign * discountedStrike * years * normal(sign * d2) / 100,
            volatility: volatility)
    }

    /// The volatility at which the model gives a price.
    ///
    /// Newton's steps while they stay inside the bracket, halving it when they do not.
    ///
    /// - Parameter price: The option's price in rupees.
    /// - Returns: A volatility in 0.001…5 that gives the price to 10⁻⁶ rupees, or `nil`: for an expired
    ///   option, a price outside the no-arbitrage bounds, or one that no such volatility gives.
    /// - Complexity: At most 100 evaluations, usually fewer than 6.
    public func impliedVolatility(ofPrice price: Double) -> Double? {
        guard years > 0, spot > 0, strike > 0, price.isFinite,
            price >= lowestPrice, price <= highestPrice
        else { return nil }
        var low = Self.volatilityRange.lowerBound
        var high = Self.volatilityRange.upperBound
        guard price >= self.price(volatility: low) - Self.tolerance,
            price <= self.price(volatility: high) + Self.tolerance
        else { return nil }
        // Near the money a price is about 0.4·S·σ·√T (Brenner and Subrahmanyam 1988).
        var guess = min(max(price / (0.4 * spot * years.squareRoot()), 0.05), 1)
        for _ in 0..<100 {
            let error = self.price(volatility: guess) - price
            if abs(error) <= Self.tolerance { return guess }
            if error > 0 { high = guess } else { low = guess }
            let (d1, _) = distances(guess)
            let step = guess - error / (spot * density(d1) * years.squareRoot())
            guess = step > low && step < high ? step : (low + high) / 2
        }
        return nil
    }

    private static let volatilityRange = 0.001...5.0
    private static let tolerance = 1e-6

    private var discountedStrike: Double { strike * exp(-interestRate * years) }

    private var intrinsicValue: Double {
        switch right {
        case .call: max(0, spot - strike)
        case .put: max(0, strike - spot)
        }
    }

    /// The least a price may be without free money: the value if nothing moved but interest.
    private var lowestPrice: Double {
        switch right {
        case .call: max(0, spot - discountedStrike)
        case .put: max(0, discountedStrike - spot)
        }
    }

    private var highestPrice: Double {
        switch right {
        case .call: spot
        case .put: discountedStrike
        }
    }

    /// The greeks when nothing is uncertain any more.
    private func settled(_ volatility: Double) -> Greeks {
        let isInTheMoney =
            switch right {
            case .call: spot > (years > 0 ? discountedStrike : strike)
            case .put: spot < (years > 0 ? discountedStrike : strike)
            }
        return Greeks(
            delta: isInTheMoney ? (right == .call ? 1 : -1) : 0, gamma: 0, thetaPerDay: 0,
            vegaPerPoint: 0, rhoPerPoint: 0, volatility: volatility)
    }

    private func distances(_ volatility: Double) -> (d1: Double, d2: Double) {
        let deviation = volatility * years.squareRoot()
        let drift = (interestRate + volatility * volatility / 2) * years
        let d1 = (log(spot / strike) + drift) / deviation
        return (d1, d1 - deviation)
    }

    private func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    private func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
}
