import ArgumentParser
import Terminal

/// How many colours the command line asks for.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
    case mono
    case sixteen = "16"
    case palette = "256"
    case all = "true"

    var depth: ColourDepth {
        switch self {
        case .mono: .mono
        case .sixteen: .ansi16
        case .palette: .indexed256
        case .all: .trueColour
        }
    }
}
