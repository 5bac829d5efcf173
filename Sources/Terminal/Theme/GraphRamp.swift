/// A colour scale for meters and charts, from quiet at 0 to alarming or strong at 1.
///
/// The raw value is the key in the `[graph]` table of a theme file.
public enum GraphRamp: String, CaseIterable, Sendable, Hashable {
    /// How full a queue is.
    case depth
    /// How slow a handler is.
    case latency
    /// How fast events arrive.
    case rate
    /// How large a gain is.
    case pnlUp = "pnl_up"
    /// How large a loss is.
    case pnlDown = "pnl_down"

    /// The number of distinct steps; more could not be told apart and would cost colour pairs.
    static let steps: UInt8 = 32

    /// Returns the style of a value on this scale.
    ///
    /// - Parameters:
    ///   - fraction: Where the value lies, 0…1; anything outside counts as the nearer end.
    ///   - background: The role whose background lies beneath, or `nil` for the screen's own.
    /// - Returns: A style that a theme resolves to a colour between the stops of the scale.
    public func style(at fraction: Double, background: Role? = nil) -> Style {
        let bounded = fraction.isFinite ? min(1, max(0, fraction)) : 0
        let step = UInt8((bounded * Double(Self.steps - 1)).rounded())
        var style = Style(.uiForeground, background: background)
        style.ramp = RampStep(ramp: self, step: step)
        return style
    }
}
