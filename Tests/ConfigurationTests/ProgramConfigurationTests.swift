import Configuration
import Testing
import Trading

@Suite("The configuration file")
struct ProgramConfigurationTests {
    @Test("an empty file leaves every default as it is")
    func empty() throws {
        #expect(try ProgramConfiguration("", name: "c.toml") == ProgramConfiguration())
    }

    @Test("an unknown key is refused with its place and the nearest known one")
    func unknownKey() {
        let error = #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration("[limits]\npositions = 4\nlost = 3\n", name: "c.toml")
        }
        #expect(
            error?.description
                == "c.toml:3:1: no key is called \"limits.lost\"; did you mean \"lots\"?")
    }

    @Test("an unknown table is refused")
    func unknownTable() {
        #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration("[dask]\nmode = \"BALANCED\"\n", name: "c.toml")
        }
    }

    @Test(
        "a value out of its range is refused with what was expected",
        arguments: [
            "[limits]\npositions = 0", "[limits]\npositions = 2.5", "[limits]\npositions = \"3\"",
            "[desk]\ncapital_rupees = -1", "[desk]\nmode = \"RECKLESS\"",
            "[paper]\nreject_rate = 1.5", "[limits]\nmin_premium = 50\nmax_premium = 20",
        ])
    func badValue(_ text: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration(text, name: "c.toml")
        }
        #expect(error?.description.contains("must be") == true)
    }

    @Test(
        "text that is not TOML is refused with its line",
        arguments: ["[desk", "mode = ", "[.]", "a = 1\na = 2"])
    func syntax(_ text: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration(text, name: "c.toml")
        }
        #expect(error?.description.hasPrefix("c.toml:") == true)
    }

    @Test("a mode of one's own begins as a copy of another and can be chosen")
    func ownMode() throws {
        let text = """
            [desk]
            mode = "SCALP"
            [modes.SCALP]
            inherits = "CONSERVATIVE"
            stop_percent = 15
            max_hold_hours = 1
            """
        let rules = try ProgramConfiguration(text, name: "c.toml").rules
        #expect(rules.mode.name.text == "SCALP")
        #expect(rules.mode.stopPercent == 15)
        #expect(rules.mode.maximumHoldHours == 1)
        #expect(rules.mode.targetPercent == RiskMode.conservative.targetPercent)
        #expect(rules.modes.count == 5)
    }

    @Test("limits, signal lives, the paper venue and keys are taken over")
    func values() throws {
        let text = """
            [limits]
            positions = 7
            daily_loss_percent = 2.5
            [limits.freeze]
            NIFTY = 2400
            RELIANCE = 40000
            [signals]
            life_seconds = 90
            [signals.life]
            ema_crossover = 900
            [paper]
            latency_seconds = 0.25
            [cockpit]
            theme = "nord"
            mouse = false
            [keys]
            quit = "C-q"
            """
        let configuration = try ProgramConfiguration(text, name: "c.toml")
        #expect(configuration.rules.limits.maximumPositions == 7)
        #expect(configuration.rules.limits.dailyLossPercent == 2.5)
        #expect(configuration.rules.limits.freezeUnits["NIFTY"] == 2_400)
        #expect(configuration.rules.limits.freezeUnits["RELIANCE"] == 40_000)
        #expect(configuration.rules.limits.freezeUnits["BANKNIFTY"] == 600)
        #expect(configuration.rules.signalLife(of: "ema_crossover") == 900)
        #expect(configuration.rules.signalLife(of: "other") == 90)
        #expect(configuration.paper.latencySeconds == 0.25)
        #expect(configuration.cockpit.theme?.value == "nord")
        #expect(configuration.cockpit.usesMouse == false)
        #expect(configuration.cockpit.keys.mapValues { $0.value } == ["quit": ["C-q"]])
    }

    @Test("an action has one key, several or none; anything else is refused with its place")
    func keys() throws {
        let text = "[keys]\nup = [\"k\", \"Up\"]\nhelp = \"F1\"\nhalt = []\n"
        let read = try ProgramConfiguration(text, name: "c.toml").cockpit.keys
        #expect(read.mapValues { $0.value } == ["up": ["k", "Up"], "help": ["F1"], "halt": []])
        let error = #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration("[keys]\nup = [\"k\", 1]\n", name: "c.toml")
        }
        #expect(
            error.map { "\($0)" }
                == "c.toml:2:1: \"keys.up\" must be a text in quotes, or a list of them, not the number 1.0"
        )
    }

    @Test("a file that was named and is not there is an error; an absent default file is not")
    func absentFile() throws {
        let path = "/nowhere/alphastocks.toml"
        #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration.load(path: path, isRequired: true)
        }
        #expect(
            try ProgramConfiguration.load(path: path, isRequired: false) == ProgramConfiguration())
    }

    @Test("a strategy has its own switch, quota, life, breaker and numbers")
    func strategies() throws {
        let text = """
            [strategies.ema_crossover]
            enabled = false
            signals_per_session = 12
            life_seconds = 120
            breaker_failures = 2
            breaker_seconds = 30
            timeout_seconds = 0.5
            fast_period = 5
            slow_period = 13
            """
        let configuration = try ProgramConfiguration(text, name: "c.toml")
        let settings = configuration.strategy("ema_crossover")
        #expect(!settings.isEnabled)
        #expect(settings.breakerFailures == 2)
        #expect(settings.breakerSeconds == 30)
        #expect(settings.timeoutSeconds == 0.5)
        #expect(settings.parameters == ["fast_period": 5, "slow_period": 13])
        #expect(configuration.rules.signalQuota(of: "ema_crossover") == 12)
        #expect(configuration.rules.signalLife(of: "ema_crossover") == 120)
        #expect(configuration.strategy("alert_candle") == StrategySettings())
        #expect(
            configuration.rules.signalQuota(of: "alert_candle")
                == configuration.rules.limits.signalsPerSession)
    }

    @Test(
        "a strategy's mistakes are refused with their place and what would do",
        arguments: [
            (
                "[strategies.ema_crosover]\nenabled = true",
                "c.toml:1:1: no key is called \"strategies.ema_crosover\"; did you mean \"ema_crossover\"?"
            ),
            (
                "[strategies.ema_crossover]\nfast_perod = 5",
                "c.toml:2:1: no key is called \"strategies.ema_crossover.fast_perod\"; did you mean \"fast_period\"?"
            ),
            ("[strategies.alert_candle]\nperiod = 1", "from 2 to 200"),
            (
                "[strategies.ema_crossover]\nfast_period = 30\nslow_period = 20",
                "c.toml:3:1: \"strategies.ema_crossover.slow_period\" must be more than fast_period, 30"
            ),
        ])
    func strategyMistakes(_ text: String, _ expected: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try ProgramConfiguration(text, name: "c.toml")
        }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "-")")
    }
}
