/// One step of a colour scale.
public struct RampStep: Sendable, Hashable {
    /// The scale.
    public let ramp: GraphRamp
    let step: UInt8

    /// Where the step lies on the scale, 0…1.
    public var fraction: Double { Double(step) / Double(GraphRamp.steps - 1) }
}
