import Foundation
import Testing
import Trading

/// Options over wide ranges: strikes from half to twice the spot, a minute to three years, 2 % to 200 % volatility.
@Suite("The pricing of options, whatever the option")
struct PricingPropertyTests {
    /// One option of each right with the same terms.
    private struct Terms {
        let spot: Double
        let strike: Double
        let years: Double
        let rate: Double
        let volatility: Double

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            spot = exp(Double.random(in: log(10)...log(100_000), using: &random))
            strike = spot * exp(Double.random(in: log(0.5)...log(2), using: &random))
            let minute = 60 / YearFraction.secondsPerYear
            years = exp(Double.random(in: log(minute)...log(3), using: &random))
            rate = Double.random(in: 0...0.15, using: &random)
            volatility = exp(Double.random(in: log(0.02)...log(2), using: &random))
        }

        func model(
            _ right: OptionRight, spot: Double? = nil, years: Double? = nil, rate: Double? = nil
        ) -> BlackScholes {
            BlackScholes(
                right, spot: spot ?? self.spot, strike: strike, years: years ?? self.years,
                interestRate: rate ?? self.rate)
        }

        var discountedStrike: Double { strike * exp(-rate * years) }
        /// How many standard deviations the strike lies from the forward.
        var deviations: Double {
            abs(log(spot / discountedStrike)) / (volatility * years.squareRoot())
        }
    }

    private static let cases = 2_000

    @Test("a call less a put is the forward: parity")
    func parity() {
        for seed in 0..<UInt64(Self.cases) {
            let terms = Terms(seed: seed)
            let call = terms.model(.call).price(volatility: terms.volatility)
            let put = terms.model(.put).price(volatility: terms.volatility)
            let forward = terms.spot - terms.discountedStrike
            #expect(abs(call - put - forward) < 1e-9 * terms.spot, "seed \(seed)")
            let (c, p) = (
                terms.model(.call).greeks(volatility: terms.volatility),
                terms.model(.put).greeks(volatility: terms.volatility)
            )
            #expect(abs(c.delta - p.delta - 1) < 1e-12, "seed \(seed)")
            #expect(abs(c.gamma - p.gamma) < 1e-12, "seed \(seed)")
            #expect(abs(c.vegaPerPoint - p.vegaPerPoint) < 1e-9 * terms.spot, "seed \(seed)")
            let carry = terms.rate * terms.discountedStrike / 365
            #expect(
                abs(p.thetaPerDay - c.thetaPerDay - carry) < 1e-9 * terms.spot, "seed \(seed)")
        }
    }

    @Test(
        "prices stay within the bounds without free money, and rise with volatility and against the strike"
    )
    func monotonicity() {
        for seed in 0..<UInt64(Self.cases) {
            let terms = Terms(seed: seed)
            let slack = 1e-9 * terms.spot
            for right in OptionRight.allCases {
                let model = terms.model(right)
                let price = model.price(volatility: terms.volatility)
                let (low, high) =
                    right == .call
                    ? (max(0, terms.spot - terms.discountedStrike), terms.spot)
                    : (max(0, terms.discountedStrike - terms.spot), terms.discountedStrike)
                #expect(price >= low - slack && price <= high + slack, "seed \(seed) \(right)")
                #expect(
                    model.price(volatility: terms.volatility * 1.1) >= price - slack,
                    "seed \(seed) \(right)")
                var dearer = model
                dearer.strike *= 1.01
                let moved = dearer.price(volatility: terms.volatility)
                #expect(
                    right == .call ? moved <= price + slack : moved >= price - slack,
                    "seed \(seed) \(right)")
                let higher = terms.model(right, spot: terms.spot * 1.01)
                    .price(volatility: terms.volatility)
                #expect(
                    right == .call ? higher >= price - slack : higher <= price + slack,
                    "seed \(seed) \(right)")
            }
            // Without dividends a call only gains by more time.
            let longer = terms.model(.call, years: terms.years * 1.1)
            #expect(
                longer.price(volatility: terms.volatility)
                    >= terms.model(.call).price(volatility: terms.volatility) - slack,
                "seed \(seed)")
        }
    }

    @Test("each greek is the slope of the price")
    func slopes() {
        for seed in 0..<UInt64(Self.cases) {
            let terms = Terms(seed: seed)
            // Far from the money every slope is zero to the last digit, and differences say nothing.
            guard terms.deviations < 6 else { continue }
            for right in OptionRight.allCases {
                let greeks = terms.model(right).greeks(volatility: terms.volatility)
                /// The slope by central differences, and how far rounding may put it wrong.
                func slope(_ step: Double, _ price: (Double) -> Double) -> Double {
                    (price(step) - price(-step)) / (2 * step)
                }
                let deviation = terms.volatility * terms.years.squareRoot()
                let bump = terms.spot * deviation * 1e-3
                let delta = slope(bump) {
                    terms.model(right, spot: terms.spot + $0).price(volatility: terms.volatility)
                }
                #expect(abs(delta - greeks.delta) < 1e-5, "delta, seed \(seed) \(right)")
                let gamma = slope(bump) {
                    terms.model(right, spot: terms.spot + $0)
                        .greeks(volatility: terms.volatility).delta
                }
                #expect(
                    abs(gamma - greeks.gamma) * terms.spot * deviation < 1e-5,
                    "gamma, seed \(seed) \(right)")
                let vega = slope(terms.volatility * 1e-4) {
                    terms.model(right).price(volatility: terms.volatility + $0)
                }
                #expect(
                    abs(vega / 100 - greeks.vegaPerPoint) < 1e-6 * terms.spot,
                    "vega, seed \(seed) \(right)")
                let theta = slope(terms.years * 1e-4) {
                    terms.model(right, years: terms.years - $0)
                        .price(volatility: terms.volatility)
                }
                #expect(
                    abs(theta / 365 - greeks.thetaPerDay)
                        < 1e-5 * max(abs(greeks.thetaPerDay), terms.spot * 1e-3),
                    "theta, seed \(seed) \(right)")
                let rho = slope(1e-5) {
                    terms.model(right, rate: terms.rate + $0).price(volatility: terms.volatility)
                }
                #expect(
                    abs(rho / 100 - greeks.rhoPerPoint) < 1e-6 * terms.spot,
                    "rho, seed \(seed) \(right)")
            }
        }
    }

    @Test("the volatility of a price gives the price back, from the last minute to three years")
    func impliedVolatility() throws {
        var found = 0
        for seed in 0..<UInt64(Self.cases) {
            let terms = Terms(seed: seed)
            for right in OptionRight.allCases {
                let model = terms.model(right)
                let price = model.price(volatility: terms.volatility)
                let implied = model.impliedVolatility(ofPrice: price)
                let least = model.price(volatility: 0.001)
                guard let implied else {
                    // Nothing is implied by a price below its bound, where rounding has put it.
                    #expect(price - least <= 1e-6 * max(1, terms.spot), "seed \(seed) \(right)")
                    continue
                }
                found += 1
                #expect((0.001...5).contains(implied), "seed \(seed) \(right)")
                #expect(abs(model.price(volatility: implied) - price) <= 1e-6, "seed \(seed)")
            }
        }
        #expect(found > Self.cases * 3 / 2, "only \(found) had a volatility")
    }

    @Test("at and beyond the bounds there is no volatility, and nothing is ever not a number")
    func bounds() {
        for seed in 0..<UInt64(500) {
            let terms = Terms(seed: seed)
            for right in OptionRight.allCases {
                let model = terms.model(right)
                let intrinsic = model.price(volatility: 0)
                let highest = right == .call ? terms.spot : terms.discountedStrike
                for price in [
                    intrinsic - max(0.01, terms.spot * 1e-6), highest * 1.000_001, -1, .nan,
                    .infinity,
                ] {
                    #expect(model.impliedVolatility(ofPrice: price) == nil, "seed \(seed) \(price)")
                }
                for volatility in [0, 1e-9, 0.001, 5, 50] {
                    let greeks = model.greeks(volatility: volatility)
                    let all = [
                        model.price(volatility: volatility), greeks.delta, greeks.gamma,
                        greeks.thetaPerDay, greeks.vegaPerPoint, greeks.rhoPerPoint,
                    ]
                    #expect(
                        all.allSatisfy { $0.isFinite }, "seed \(seed) \(right) at \(volatility)")
                    #expect(abs(greeks.delta) <= 1)
                }
                let expired = terms.model(right, years: 0)
                #expect(expired.impliedVolatility(ofPrice: intrinsic + 1) == nil)
                let delta = expired.greeks(volatility: terms.volatility).delta
                #expect([0, 1, -1].contains(delta))
            }
        }
    }
}
