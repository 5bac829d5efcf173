/// Whether entries may pass, and everything that keeps them out.
///
/// ACTIVE until something is raised; REDUCING while at least one cause stands; HALTED by the operator,
/// which outranks the causes. Causes do not go away by themselves: leaving REDUCING takes the operator or
/// the next session, leaving HALTED the operator.
public struct RiskGate: Hashable, Sendable, Codable {
    /// Why the operator halted the desk; `nil` when it is not halted.
    public private(set) var haltReason: String?
    private var raised: [ReducingCause: String] = [:]

    /// Makes an open gate.
    public init() {}

    /// What the desk may do.
    public var state: RiskState {
        if haltReason != nil { return .halted }
        return raised.isEmpty ? .active : .reducing
    }

    /// Why the desk is not ACTIVE, one line each, the halt first.
    public var reasons: [String] {
        let causes = ReducingCause.allCases.compactMap { raised[$0] }
        return haltReason.map { ["halted: \($0)"] + causes } ?? causes
    }

    /// The refusal of an entry; `nil` when entries may pass.
    public var denial: Denial? {
        if let haltReason {
            return Denial(.halted, "the operator halted the desk: \(haltReason); resume to go on")
        }
        for cause in ReducingCause.allCases {
            if let reason = raised[cause] { return Denial(cause.code, reason) }
        }
        return nil
    }

    /// Whether a cause stands.
    ///
    /// - Parameter cause: The cause.
    /// - Returns: `true` from when it is raised until the operator or the next session clears it.
    public func isRaised(_ cause: ReducingCause) -> Bool { raised[cause] != nil }

    /// Keeps entries out; a cause that already stands keeps its first reason.
    ///
    /// - Parameters:
    ///   - cause: The cause.
    ///   - reason: The reason in one line, with its numbers.
    public mutating func raise(_ cause: ReducingCause, _ reason: String) {
        if raised[cause] == nil { raised[cause] = reason }
    }

    /// Halts the desk.
    ///
    /// - Parameter reason: What the operator said.
    public mutating func halt(_ reason: String) { haltReason = reason }

    /// Opens the gate at the operator's word.
    public mutating func resume() {
        haltReason = nil
        raised = [:]
    }

    /// Clears the causes of the last session; a halt stays.
    public mutating func startSession() { raised = [:] }
}

/// What makes the desk REDUCING, in the order in which it is told.
public enum ReducingCause: String, Hashable, Sendable, Codable, CaseIterable,
    CodingKeyRepresentable
{
    /// The day's loss has reached its limit.
    case dailyLoss
    /// Too many losses in a row.
    case lossStreak
    /// The broker's circuit breaker is open.
    case broker
    /// The ledger cannot be written.
    case ledger

    /// The code of an entry refused for this cause.
    public var code: DenialCode {
        switch self {
        case .dailyLoss: .dailyLoss
        case .lossStreak: .lossStreak
        case .broker, .ledger: .reducing
        }
    }
}
