import Trading

/// Time that passes while a session is open and its data say nothing.
///
/// The desk's own deadlines do not wait for data: entries end, positions are squared off, exits lose their
/// patience and quotes grow old in a gap as they do between two ticks. So a gap is walked through in steps that
/// hold nothing, and each deadline of the session is one of them.
enum QuietTime {
    /// Data that come this often are a clock by themselves; a quote stays fresh for as long.
    private static let gapSeconds = 5.0
    /// The patience of an exit's first order, the shortest time that anything at the desk waits for.
    private static let stepSeconds = 3.0

    /// The next instant to stop at.
    ///
    /// - Parameters:
    ///   - last: The last step.
    ///   - end: The next thing that happens, or the close.
    ///   - session: The session that is open.
    /// - Returns: An instant before the end; `nil` when there is none to stop at.
    static func instant(
        after last: Timestamp, before end: Timestamp, in session: Session
    ) -> Timestamp? {
        let step =
            end.seconds(since: last) > gapSeconds ? last.advanced(bySeconds: stepSeconds) : end
        let deadline = [session.entriesEnd, session.squareOff].first { $0 > last } ?? end
        let instant = min(step, deadline)
        return instant < end ? instant : nil
    }
}
