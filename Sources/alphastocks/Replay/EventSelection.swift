import EventBus
import Foundation
import Ledger
import Trading

/// Which events of a replay are told: by topic and by the market's time.
struct EventSelection: Sendable {
    /// The topics; empty for all.
    var topics: Set<DeskTopic> = []
    /// Nothing before this.
    var start: Timestamp?

    /// Adds the topics that a name or a pattern with `*` and `>` stands for.
    mutating func add(_ text: String) throws {
        let pattern: TopicPattern
        do {
            pattern = try TopicPattern(text)
        } catch {
            throw ProgramFailure("--topic \(text): \(error)")
        }
        let matching = try DeskTopic.allCases.filter { pattern.matches(try Topic($0.rawValue)) }
        guard !matching.isEmpty else {
            let known = DeskTopic.allCases.map(\.rawValue).joined(separator: ", ")
            throw ProgramFailure("--topic \(text): no topic is called so; there are \(known)")
        }
        topics.formUnion(matching)
    }
}

/// The selected events of a replay.
struct EventTally: Sendable {
    private(set) var events: [EventRecord] = []
    /// A hash of their times, sources, signals and payloads.
    private(set) var digest = ""

    init(of reader: LedgerReader, _ selection: EventSelection) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for run in try await reader.runs().map(\.number).sorted() {
            let all = try await reader.journal(
                ofRun: run, topics: selection.topics, limit: .max)
            events += all.filter { $0.occurredAt >= selection.start ?? .distantPast }
        }
        for event in events {
            let payload = String(decoding: try encoder.encode(event.payload), as: UTF8.self)
            digest = StableHash.hexadecimal(
                "\(digest)|\(event.occurredAt.nanoseconds)|\(event.source)|"
                    + "\(event.correlationID ?? "")|\(payload)")
        }
    }
}
