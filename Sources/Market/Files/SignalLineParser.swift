public import Trading

/// Reads signals from lines of JSON, one object a line, as they come from a file or from standard
/// input.
///
/// Only the form is checked here: every rule about levels, strength and age is the desk's, so that
/// each refusal is a denial with a code. The older names `id` and `signal_type` are read too;
/// members that it does not know are ignored.
public struct SignalLineParser: Sendable {
    /// The longest line that is looked at.
    public static let longestLineBytes = 1_048_576

    private let source: String
    private let scale: StrengthScale
    private let clock: (any DeskClock)?

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - source: The file's name for messages; `-` for standard input.
    ///   - scale: The scale on which the source writes `signal_strength`.
    ///   - clock: Gives the time of a signal that has none; without a clock such a signal is an
    ///     issue.
    public init(
        source: String, scale: StrengthScale = .zeroToOne, clock: (any DeskClock)? = nil
    ) {
        self.source = source
        self.scale = scale
        self.clock = clock
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: The line, with or without its newline.
    ///   - number: Its number, from 1.
    /// - Returns: The signal, or what is wrong with the line and in which column.
    public func parse(line: String, number: Int) -> Result<Signal, FileIssue> {
        parse(bytes: ArraySlice(Array(line.utf8)), number: number)
    }

    func parse(bytes: ArraySlice<UInt8>, number: Int) -> Result<Signal, FileIssue> {
        guard bytes.count <= Self.longestLineBytes else {
            let reason = "line longer than \(Self.longestLineBytes) bytes"
            return .failure(issue(number, nil, reason, "\(bytes.count) bytes"))
        }
        var scanner = JSONScanner(bytes, line: number)
        do throws(JSONScanner.Defect) {
            let node = try scanner.value()
            guard scanner.isAtEnd() else { throw scanner.defect("text after the signal") }
            return signal(from: node)
        } catch {
            return .failure(issue(error.line, error.column, error.reason, error.detail))
        }
    }

    /// Reads a signal from a value.
    func signal(from node: JSONNode) -> Result<Signal, FileIssue> {
        guard case .object = node.value else {
            return .failure(
                issue(node.line, node.column, "expected a signal as an object", node.kind))
        }
        do throws(FileIssue) {
            let entry = try number(node, "entry_price")
            return .success(
                Signal(
                    id: try text(node, "signal_id", "id"),
                    symbol: try text(node, "symbol"),
                    strategy: try text(node, "strategy"),
                    action: try action(node),
                    entryPrice: entry,
                    stopLoss: try number(node, "stop_loss"),
                    target: try number(node, "target"),
                    strength: try optionalNumber(node, "signal_strength", "strength")
                        .map(scale.unit),
                    expectedMovePercent: try optionalNumber(node, "expected_move_pct"),
                    timeframe: try optionalText(node, "timeframe"),
                    emittedAt: try emittedAt(node),
                    origin: .file,
                    metadata: metadata(node)))
        } catch {
            return .failure(error)
        }
    }

    private func action(_ node: JSONNode) throws(FileIssue) -> SignalAction {
        let member = try required(node, "action", "signal_type")
        guard case .string(let text) = member.value,
            let action = SignalAction(rawValue: text.uppercased())
        else {
            throw issue(
                member.line, member.column, "action is neither BUY nor SELL", "\"\(member.text)\"")
        }
        return action
    }

    private func emittedAt(_ node: JSONNode) throws(FileIssue) -> Timestamp {
        guard let member = present(node, "timestamp") else {
            if let clock { return clock.now }
            throw issue(node.line, node.column, "timestamp is missing", "")
        }
        guard case .string(let text) = member.value, let time = TimestampText.parse(text) else {
            throw issue(
                member.line, member.column, "timestamp is not ISO 8601", "\"\(member.text)\"")
        }
        return time
    }

    private func metadata(_ node: JSONNode) -> [String: String] {
        guard case .object(let members)? = node["metadata"]?.value else { return [:] }
        return Dictionary(
            members.map { ($0.key, $0.node.text) }, uniquingKeysWith: { _, last in last })
    }

    private func text(_ node: JSONNode, _ names: String...) throws(FileIssue) -> String {
        let member = try required(node, names)
        guard case .string(let text) = member.value else {
            throw issue(member.line, member.column, "\(names[0]) is not a text", member.kind)
        }
        return text
    }

    private func optionalText(_ node: JSONNode, _ name: String) throws(FileIssue) -> String? {
        present(node, name) == nil ? nil : try text(node, name)
    }

    private func number(_ node: JSONNode, _ name: String) throws(FileIssue) -> Double {
        try number(required(node, name), named: name)
    }

    private func optionalNumber(_ node: JSONNode, _ names: String...) throws(FileIssue) -> Double? {
        for name in names {
            if let member = present(node, name) { return try number(member, named: name) }
        }
        return nil
    }

    private func number(_ member: JSONNode, named name: String) throws(FileIssue) -> Double {
        guard case .number(let number) = member.value else {
            throw issue(member.line, member.column, "\(name) is not a number", member.kind)
        }
        return number
    }

    private func required(_ node: JSONNode, _ names: String...) throws(FileIssue) -> JSONNode {
        try required(node, names)
    }

    private func required(_ node: JSONNode, _ names: [String]) throws(FileIssue) -> JSONNode {
        for name in names {
            if let member = present(node, name) { return member }
        }
        throw issue(node.line, node.column, "\(names[0]) is missing", "")
    }

    private func present(_ node: JSONNode, _ name: String) -> JSONNode? {
        guard let member = node[name] else { return nil }
        if case .null = member.value { return nil }
        return member
    }

    private func issue(_ line: Int, _ column: Int?, _ reason: String, _ detail: String) -> FileIssue
    {
        FileIssue(
            path: source, line: line, column: column.map { "column \($0)" }, reason: reason,
            detail: detail)
    }
}
