import Engine
import EventBus
import Foundation
import Ledger
import Market
import Trading

/// What the engine takes of memory and processor; whole-process figures come from a process of their own.
enum MemoryComparisons {
    static let all = [
        Comparison(
            name: "a queued event beyond its payload", unit: "bytes", must: .atMost(256),
            isInProcess: false, measure: { try child("queue").first ?? .infinity }),
        Comparison(
            name: "idle engine, all handlers, snapshots at 10 Hz", unit: "MiB", must: .atMost(42),
            isInProcess: false, measure: { try child("idle").first ?? .infinity }),
        Comparison(
            name: "processor time of the idle engine", unit: "% of a core", must: .atMost(1),
            isInProcess: false, measure: { try child("idle").last ?? .infinity }),
        Comparison(
            name: "soak of 1,000,000 ticks, at its end", unit: "MB", must: .atMost(100),
            isInProcess: false, measure: { try child("soak").first ?? .infinity }),
        Comparison(
            name: "growth over the second half of the soak", unit: "MB", must: .atMost(5),
            isInProcess: false, measure: { try child("soak").last ?? .infinity }),
        Comparison(
            name: "ticks through the desk with snapshots at 10 Hz", unit: "/s",
            must: .ratioAtLeast(0.95),
            peer: Comparison.Peer(name: "without") { try await tickRate(snapshotSeconds: 3600) },
            measure: { try await tickRate(snapshotSeconds: 0.1) }),
    ]

    /// Runs when the program was started as a measuring child.
    ///
    /// - Returns: Whether it was.
    static func runAsChild(_ arguments: [String]) async throws -> Bool {
        guard arguments.first == childMark else { return false }
        switch arguments.last {
        case "queue": try await fillQueue()
        case "idle": try await idle()
        case "soak": try await soak()
        default: exit(1)
        }
        return true
    }

    private static let childMark = "measure-child"

    private static func child(_ kind: String) throws -> [Double] {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = [childMark, kind]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: " ").compactMap {
            Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    private static func tickRate(snapshotSeconds: Double) async throws -> Double {
        let desk = try await LiveDesk(snapshotSeconds: snapshotSeconds)
        let count = 200_000
        let elapsed = try await seconds { try await desk.publishTicks(count) }
        _ = await desk.desk.stop(withinSeconds: 10)
        return Double(count) / elapsed
    }

    // MARK: In a process of its own

    /// Resident bytes for each event of a full queue, its place in the queue included.
    private static func fillQueue() async throws {
        let capacity = 262_144
        var configuration = BusConfiguration()
        configuration.historyLimit = 0
        let before = residentBytes()
        let bus = Bus<Int>(configuration: configuration)
        try bus.subscribe(
            "paused", to: ["bench.event"],
            options: SubscriptionOptions(policy: .serial, capacity: capacity)
        ) { _ in }
        bus.pause("paused")
        let draft = EventDraft<Int>("bench.event", 1, source: "bench")
        for _ in 0..<capacity { try bus.tryPublish(draft) }
        let used = residentBytes() - before
        print(Double(used) / Double(capacity) - Double(MemoryLayout<Int>.size))
        bus.resume("paused")
        _ = await bus.stop(within: .seconds(10))
    }

    private static func idle() async throws {
        let desk = try await LiveDesk(snapshotSeconds: 0.1)
        try await Task.sleep(for: .seconds(1))
        let (busy, start) = (processorSeconds(), ContinuousClock.now)
        try await Task.sleep(for: .seconds(3))
        let span = ContinuousClock.now - start
        let share = (processorSeconds() - busy) / (Double(span.components.seconds) + 1e-9)
        print(Double(residentBytes()) / 1_048_576, share * 100)
        _ = await desk.desk.stop(withinSeconds: 5)
    }

    private static func soak() async throws {
        let desk = try await LiveDesk(snapshotSeconds: 0.1)
        try await desk.publishTicks(500_000)
        let half = residentBytes()
        try await desk.publishTicks(500_000)
        let end = residentBytes()
        print(Double(end) / 1e6, Double(end - half) / 1e6)
        _ = await desk.desk.stop(withinSeconds: 5)
    }

    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// A desk as the cockpit runs it: all handlers, concurrent, with a reader that takes every snapshot.
private struct LiveDesk {
    let desk: Desk
    private let quotes: [Quote]

    init(snapshotSeconds: Double) async throws {
        let rules = DeskRules()
        let clock = MarketClock(start: SimulatedMarket.defaultStart)
        let board = MarketBoard(calendar: rules.calendar)
        let broker = try PaperBroker(
            venue: .simulation, market: board, clock: clock, calendar: rules.calendar)
        desk = Desk(
            setup: DeskSetup(
                market: "bench", strategies: try StrategyCatalog.all.map { try StrategyPlan($0) },
                snapshotSeconds: snapshotSeconds),
            rules: rules, clock: clock, view: board, broker: broker,
            ledger: try SQLiteLedger.inMemory())
        var market = SimulatedMarket(
            seed: 1, settings: SimulatedMarket.Settings(signalsPerMinute: 0),
            calendar: rules.calendar)
        var quotes: [Quote] = []
        while quotes.count < 1000, let step = market.next() {
            clock.set(to: step.time)
            for happening in step.happenings {
                for fact in board.apply(happening) {
                    if case .tick(let quote) = fact { quotes.append(quote) }
                }
            }
        }
        self.quotes = quotes
        try await desk.start()
    }

    /// Publishes ticks as fast as the desk takes them, and waits until it is through.
    func publishTicks(_ count: Int) async throws {
        let reader = Task { [desk] in
            while !Task.isCancelled {
                _ = desk.takeSnapshot()
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        defer { reader.cancel() }
        for number in 0..<count { try await desk.take(.tick(quotes[number % quotes.count])) }
        await desk.rest()
    }
}
