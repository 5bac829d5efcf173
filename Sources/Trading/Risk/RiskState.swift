/// What the desk may do now.
public enum RiskState: String, Sendable, Codable, CaseIterable {
    /// Entries and exits run.
    case active = "ACTIVE"
    /// No entries; exits run.
    case reducing = "REDUCING"
    /// Stopped by the operator: no entries; exits run.
    case halted = "HALTED"
}
