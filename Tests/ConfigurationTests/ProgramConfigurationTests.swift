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
        #expect(configuration.rules.signalLife(of: "ema_crossover") == 900)
        #expect(configuration.rules.signalLife(of: "other") == 90)
        #expect(configuration.paper.latencySeconds == 0.25)
        #expect(configuration.cockpit.theme == "nord")
        #expect(configuration.cockpit.usesMouse == false)
        #expect(configuration.cockpit.keys == ["quit": "C-q"])
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
}
