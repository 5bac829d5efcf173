import Trading

extension Command {
    /// The command with its signal as of the moment at which a person sends it.
    ///
    /// One of the moment at which it was proposed would be too old for the desk by the time the question was read.
    ///
    /// - Parameter time: The market's time.
    /// - Returns: The command.
    func emitted(at time: Timestamp) -> Command {
        switch self {
        case .injectSignal(var signal):
            signal.emittedAt = time
            return .injectSignal(signal)
        case .injectBurst(var signal, let count):
            signal.emittedAt = time
            return .injectBurst(signal, count: count)
        default: return self
        }
    }
}
