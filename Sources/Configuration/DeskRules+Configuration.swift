import Foundation
import LocatedTOML
import Trading

extension DeskRules {
    mutating func read(desk: inout SectionReader) throws(ConfigurationError) {
        var rupees = Int(capital.paise / 100)
        try desk.integer(
            "capital_rupees", &rupees, in: 1...1_000_000_000_000,
            "the capital of a new ledger, in rupees")
        capital = Money(rupees: Int64(rupees))
        try read(mode: &desk)
        try desk.boolean(
            "exits_on_thesis", &exitsOnThesis,
            "whether a position ends when the underlying reaches its signal's stop or target")
        if let path = try desk.string(
            "calendar", example: "/home/me/holidays.txt",
            "a file with the exchange's holidays and its special sessions")
        {
            do throws(ConfigurationError) {
                calendar = try CalendarFile.load(path: path)
            } catch {
                try desk.refuse(error)
            }
        }
        try desk.finish()
    }

    private mutating func read(mode desk: inout SectionReader) throws(ConfigurationError) {
        let names = modes.map(\.name.text).joined(separator: ", ")
        guard
            let name = try desk.string(
                "mode", standard: mode.name.text, example: mode.name.text,
                "the risk mode of new entries; one of \(names)")
        else { return }
        guard let known = modes.first(where: { $0.name.text == name }) else {
            return try desk.refuse(desk.bad("mode", expected: "one of \(names)", .string(name)))
        }
        mode = known
    }

    mutating func read(signals: inout SectionReader) throws(ConfigurationError) {
        try signals.number(
            "life_seconds", &limits.signalLifeSeconds, in: 1...86_400,
            "how long a signal may be acted upon; [signals.life] has STRATEGY = SECONDS")
        try signals.integer(
            "per_session", &limits.signalsPerSession, in: 0...100_000,
            "how many signals a strategy may give in a session")
        var lives = try signals.section("life")
        for strategy in lives.keys {
            signalLifeSeconds[strategy] = try lives.number(strategy, in: 1...86_400)
        }
        try signals.finish()
    }

    /// A mode of the user's own begins as a copy of another one.
    mutating func read(modes section: inout SectionReader) throws(ConfigurationError) {
        for name in section.keys {
            var table = try section.section(name)
            let base =
                try table.string(
                    "inherits", example: name, "the mode it begins as a copy of") ?? name
            let known = modes.first { $0.name.text == base }
            if known == nil {
                let names = modes.map(\.name.text).joined(separator: ", ")
                try table.refuse(
                    table.bad("inherits", expected: "one of \(names)", .string(base)))
            }
            var mode = known ?? self.mode
            mode.name = RiskModeName(name)
            try mode.read(&table)
            if let place = modes.firstIndex(where: { $0.name == mode.name }) {
                modes[place] = mode
            } else {
                modes.append(mode)
            }
            if self.mode.name == mode.name { self.mode = mode }
        }
    }
}
