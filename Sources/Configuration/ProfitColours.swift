/// Which colours stand for gain and loss.
public enum ProfitColours: String, CaseIterable, Sendable {
    /// Gains are green, losses red.
    case western
    /// Gains are red, losses green.
    case eastAsia = "east-asia"
    /// Gains are blue, losses orange, for those who do not tell red from green.
    case cvd
}
