import Testing
import Trading

struct BlackScholesTests {
    private static let week = 7.0 / 365

    private func model(_ right: OptionRight, _ strike: Double) -> BlackScholes {
        BlackScholes(right, spot: 25_000, strike: strike, years: Self.week, interestRate: 0.06)
    }

    @Test func `a call at the money has the published price and greeks`() {
        let call = model(.call, 25_000)
        let greeks = call.greeks(volatility: 0.15)
        #expect(abs(call.price(volatility: 0.15) - 221.7482) < 5e-5)
        #expect(abs(greeks.delta - 0.526224) < 5e-7)
        #expect(abs(greeks.gamma - 0.00076654) < 5e-9)
        #expect(abs(greeks.vegaPerPoint - 13.78203) < 5e-6)
        #expect(abs(greeks.thetaPerDay - -16.89257) < 5e-6)
    }

    @Test func `a put at the money has the published price and greeks`() {
        let put = model(.put, 25_000)
        #expect(abs(put.price(volatility: 0.15) - 192.9976) < 5e-5)
        #expect(abs(put.greeks(volatility: 0.15).delta - -0.473776) < 5e-7)
        #expect(abs(put.greeks(volatility: 0.15).thetaPerDay - -12.7877) < 5e-5)
    }

    @Test(
        "calls away from the money have the published prices",
        arguments: [(25_250.0, 116.0048, 0.339720), (24_750.0, 374.4964, 0.708704)])
    func awayFromTheMoney(_ strike: Double, _ price: Double, _ delta: Double) {
        let call = model(.call, strike)
        #expect(abs(call.price(volatility: 0.15) - price) < 5e-5)
        #expect(abs(call.greeks(volatility: 0.15).delta - delta) < 5e-7)
    }

    @Test func `an expired option is worth what exercising it brings`() {
        for (right, strike, value, delta) in [
            (OptionRight.call, 24_900.0, 100.0, 1.0), (.call, 25_100, 0, 0), (.call, 25_000, 0, 0),
            (.put, 25_100, 100, -1), (.put, 24_900, 0, 0), (.put, 25_000, 0, 0),
        ] {
            let expired = BlackScholes(right, spot: 25_000, strike: strike, years: 0)
            #expect(expired.price(volatility: 0.15) == value)
            #expect(expired.greeks(volatility: 0.15).delta == delta)
            #expect(expired.greeks(volatility: 0.15).thetaPerDay == 0)
            #expect(expired.impliedVolatility(ofPrice: 100) == nil)
        }
    }

    @Test func `call less put is spot less discounted strike, whatever the inputs`() {
        forEachRandomModel { call, put, volatility in
            let forward = call.spot - call.strike * exponential(-call.interestRate * call.years)
            let difference = call.price(volatility: volatility) - put.price(volatility: volatility)
            #expect(abs(difference - forward) < 1e-8 * call.spot)
        }
    }

    @Test func `a price rises with volatility and keeps its no-arbitrage bounds`() {
        forEachRandomModel { call, put, volatility in
            for option in [call, put] {
                let price = option.price(volatility: volatility)
                #expect(option.price(volatility: volatility * 1.1) >= price - 1e-9)
                #expect(price >= option.price(volatility: 0) - 1e-8)
                #expect(price <= (option.right == .call ? option.spot : option.strike))
            }
        }
    }

    @Test func `the greeks are the slopes of the price`() {
        forEachRandomModel { call, put, volatility in
            for option in [call, put] {
                let greeks = option.greeks(volatility: volatility)
                func price(_ change: (inout BlackScholes) -> Void) -> Double {
                    var moved = option
                    change(&moved)
                    return moved.price(volatility: volatility)
                }
                let h = option.spot * 1e-5
                let delta = (price { $0.spot += h } - price { $0.spot -= h }) / (2 * h)
                #expect(abs(delta - greeks.delta) < 1e-4)
                let moment = option.years * 1e-4
                let theta =
                    (price { $0.years -= moment } - price { $0.years += moment }) / (2 * moment)
                    / 365
                #expect(abs(theta - greeks.thetaPerDay) < 1e-3 * max(1, abs(greeks.thetaPerDay)))
                let vega =
                    (option.price(volatility: volatility + 1e-5)
                        - option.price(volatility: volatility - 1e-5)) / 2e-5 / 100
                #expect(abs(vega - greeks.vegaPerPoint) < 1e-3 * max(1, greeks.vegaPerPoint))
                let rho =
                    (price { $0.interestRate += 1e-6 } - price { $0.interestRate -= 1e-6 })
                    / 2e-6 / 100
                #expect(abs(rho - greeks.rhoPerPoint) < 1e-3 * max(1, abs(greeks.rhoPerPoint)))
            }
        }
    }

    @Test func `the implied volatility gives the price back to a millionth of a rupee`() {
        forEachRandomModel { call, put, volatility in
            for option in [call, put] {
                let price = option.price(volatility: volatility)
                guard let implied = option.impliedVolatility(ofPrice: price) else {
                    Issue.record("no volatility for \(option) at \(price)")
                    continue
                }
                #expect(abs(option.price(volatility: implied) - price) <= 1e-6)
                #expect((0.001...5).contains(implied))
            }
        }
    }

    @Test func `a price outside the bounds has no implied volatility`() {
        let call = model(.call, 24_000)
        #expect(
            call.impliedVolatility(ofPrice: 1_000) == nil, "below the forward's intrinsic value")
        #expect(call.impliedVolatility(ofPrice: 25_001) == nil, "above the spot")
        #expect(call.impliedVolatility(ofPrice: -1) == nil)
        #expect(call.impliedVolatility(ofPrice: .nan) == nil)
        #expect(model(.put, 26_000).impliedVolatility(ofPrice: 26_000) == nil)
    }

    @Test func `time to expiry is counted in seconds to half past three`() {
        let expiry = Fixture.day("2025-10-14")
        let oneHourBefore = Fixture.at("14:30:00", on: expiry)
        #expect(YearFraction.years(from: oneHourBefore, to: expiry) == 3600.0 / (365 * 86_400))
        #expect(YearFraction.years(from: Fixture.at("15:30:00", on: expiry), to: expiry) == 0)
        #expect(YearFraction.years(from: Fixture.at("15:31:00", on: expiry), to: expiry) == 0)
    }

    private func forEachRandomModel(
        _ body: (_ call: BlackScholes, _ put: BlackScholes, _ volatility: Double) -> Void
    ) {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let spot = 100 + 50_000 * random.nextUnit()
            let call = BlackScholes(
                .call, spot: spot, strike: spot * (0.9 + 0.2 * random.nextUnit()),
                years: (1 + 60 * random.nextUnit()) / 365,
                interestRate: 0.01 + 0.09 * random.nextUnit())
            var put = call
            put.right = .put
            body(call, put, 0.08 + 0.6 * random.nextUnit())
        }
    }

    /// e to a small power, by its series, so that the test does not share the model's arithmetic.
    private func exponential(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for n in 1...30 {
            term *= x / Double(n)
            sum += term
        }
        return sum
    }
}
