import Terminal
import Trading

/// What stood in the way of entries when a person was asked whether they are to be taken again.
///
/// Whoever says yes to one reason has not said it to another: a desk that is flattened, or has lost too much, while the
/// question stands is not to be let go on by the answer.
struct FrozenRisk: Sendable, Equatable {
    private let state: RiskState
    private let reasons: [String]
    private let isIntakePaused: Bool

    /// Freezes the desk's state.
    init(_ risk: RiskStatus) {
        state = risk.state
        reasons = risk.reasons
        isIntakePaused = risk.isIntakePaused
    }

    private var words: String {
        state.rawValue + (isIntakePaused ? ", intake paused" : "")
            + (reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; "))
    }

    /// Says what has become of it since; `nil` when it is as it was.
    func change(to risk: RiskStatus) -> StyledText? {
        let now = FrozenRisk(risk)
        guard now != self else { return nil }
        var text = StyledText("was \(words)", .uiMuted)
        text.append("  now ", .stateWarn, .bold)
        text.append(now.words, .stateWarn)
        return text
    }
}
