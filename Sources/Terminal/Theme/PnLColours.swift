/// The colours of gains and losses.
///
/// The raw value is the word in the configuration.
public enum PnLColours: String, CaseIterable, Sendable {
    /// As the theme has them: usually green for a gain, red for a loss.
    case western
    /// Exchanged, as in several Asian markets, where red means up.
    case eastAsia = "east-asia"
    /// Blue and orange, which stay apart in every common kind of colour blindness.
    case colourBlind = "cvd"
}
