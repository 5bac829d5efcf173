import ArgumentParser

/// How the desk is shown, when not on the whole screen.
struct FaceOptions: ParsableArguments {
    @Flag(
        help:
            "Print one picture of the desk as text, and end: 0 all well, 2 an alert, 3 stale, or no desk runs and positions are open."
    )
    var once = false

    @Flag(help: "Print the desk again and again, a line at every --refresh.")
    var watch = false

    @Flag(help: "Talk in lines of text: for screen readers, pipes and simple terminals.")
    var plain = false

    @Flag(help: "With --once: the whole snapshot as JSON.")
    var json = false

    @Flag(help: "With --watch: every snapshot as JSON, one a line.")
    var jsonl = false

    @Option(help: ArgumentHelp("With --watch: end after so many.", valueName: "n"))
    var count: Int?

    @Option(
        defaultAsFlag: AttachedTo.ledger, parsing: .next,
        help: ArgumentHelp(
            "Show the desk that runs in another process, and command it from here. --once and --watch look for that of the ledger by themselves.",
            valueName: "socket"))
    var attach: AttachedTo?

    @Option(
        help: ArgumentHelp(
            "Seconds between two pictures, 0.1 to 60. Default: 0.25 on the whole screen, where a key is answered at once, 1 elsewhere.",
            valueName: "s"))
    var refresh: Double?

    /// What the options come to.
    enum Face {
        case screen, once, watch, plain
    }

    var face: Face {
        if once { return .once }
        if watch { return .watch }
        return plain ? .plain : .screen
    }

    func validate() throws {
        guard [once, watch, plain].count(where: { $0 }) <= 1 else {
            throw ValidationError("--once, --watch and --plain exclude each other.")
        }
        guard !json || once else { throw ValidationError("--json belongs to --once.") }
        guard !jsonl || watch else { throw ValidationError("--jsonl belongs to --watch.") }
        guard count == nil || watch else { throw ValidationError("--count belongs to --watch.") }
        if let count, count < 1 {
            throw ValidationError("--count must be 1 or more, got \(count).")
        }
        if let refresh, !(0.1...60).contains(refresh) {
            throw ValidationError("--refresh must be 0.1 to 60 seconds, got \(refresh).")
        }
    }
}
