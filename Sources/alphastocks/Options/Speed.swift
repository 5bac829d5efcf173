import ArgumentParser
import Engine

/// How fast the market is played, as it is written on the command line.
struct Speed: ExpressibleByArgument {
    let pace: Pace

    init?(argument: String) {
        if argument == "max" {
            pace = .unpaced
            return
        }
        let digits =
            argument.hasPrefix("x") || argument.hasPrefix("×")
            ? String(argument.dropFirst()) : argument
        guard let factor = Double(digits), factor >= 0.1, factor <= 1000 else { return nil }
        pace = .speed(factor)
    }

    init(_ pace: Pace) {
        self.pace = pace
    }

    var defaultValueDescription: String { description }

    var description: String {
        switch pace {
        case .unpaced: "max"
        case .speed(let factor): factor == factor.rounded() ? String(Int(factor)) : String(factor)
        }
    }
}
