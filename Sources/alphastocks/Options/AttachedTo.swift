import ArgumentParser

/// Which running desk `--attach` means.
enum AttachedTo: ExpressibleByArgument, Equatable, CustomStringConvertible {
    /// The one that runs with the ledger of the other options.
    case ledger
    /// The one that listens at a path.
    case socket(String)

    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self = .socket(argument)
    }

    var description: String {
        switch self {
        case .ledger: "that of the ledger"
        case .socket(let path): path
        }
    }
}
